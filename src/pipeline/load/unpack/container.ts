/** What the first bytes say: a compressed stream, an archive, or plain content. */
export type Magic = 'gz' | 'zip' | 'tar' | 'other'

/** A tar header is one block of 512 bytes. */
export const MAGIC_BYTES = 512

/** Tells containers by their magic bytes; names are not asked. */
export function magicOf(head: Buffer): Magic {
  if (head.length >= 3 && head[0] === 0x1f && head[1] === 0x8b && head[2] === 8) return 'gz'
  if (head.length >= 4 && head[0] === 0x50 && head[1] === 0x4b && isZipSignature(head[2], head[3])) return 'zip'
  return isTar(head) ? 'tar' : 'other'
}

const isZipSignature = (third: number | undefined, fourth: number | undefined): boolean =>
  (third === 3 && fourth === 4) || (third === 5 && fourth === 6) || (third === 7 && fourth === 8)

/** A tar has no signature in its oldest form: its header's checksum decides. */
function isTar(head: Buffer): boolean {
  if (head.length < MAGIC_BYTES || head[0] === 0) return false
  const stated = Number.parseInt(head.toString('latin1', 148, 156).replaceAll('\0', ' ').trim(), 8)
  let sum = 8 * 0x20
  for (let index = 0; index < MAGIC_BYTES; index += 1) if (index < 148 || index >= 156) sum += head[index] ?? 0
  return sum === stated
}
