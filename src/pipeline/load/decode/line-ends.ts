const LF = 10
const CR = 13
/** Bytes by which it is judged. */
export const LINE_ENDS_IN = 64 * 1024

/** Lines that end by CR alone, as old Macs wrote them: CRs, and no LF among the first bytes. */
export function endsLinesByCr(bytes: Buffer): boolean {
  const head = bytes.subarray(0, LINE_ENDS_IN)
  return head.includes(CR) && !head.includes(LF)
}

/** A copy in which every CR is an LF; offsets stay. */
export function withLineFeeds(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes)
  for (let at = copy.indexOf(CR); at >= 0; at = copy.indexOf(CR, at + 1)) copy[at] = LF
  return copy
}
