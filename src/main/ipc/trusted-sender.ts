/** As much of a frame as the check needs. */
export interface SenderFrame {
  origin: string
  parent: SenderFrame | null
}

/** Only the top frame of our own page may speak to main; a frame that is gone by now may not. */
export const isTrustedSender = (frame: SenderFrame | null, origin: string): boolean =>
  frame !== null && frame.parent === null && frame.origin === origin
