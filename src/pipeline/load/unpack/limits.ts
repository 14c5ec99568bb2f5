import { AppError } from '../../lib/errors'
import { planted } from '../../lib/plant'

/** What an archive may grow to. */
export interface UnpackLimits {
  /** Unpacked over packed bytes; judged once `ratioAfter` bytes were produced. */
  ratio: number
  ratioAfter: number
  /** Bytes that one source may produce altogether. */
  bytes: number
  members: number
}

export const defaultLimits: UnpackLimits = { ratio: 200, ratioAfter: 64 * 2 ** 20, bytes: 512 * 2 ** 30, members: 100_000 }

/** Throws `file.bomb` once `produced` bytes are more than `packed` bytes can honestly hold. */
export function checkGrowth(name: string, packed: number, produced: number, limits: UnpackLimits): void {
  if (planted('no-limit')) return
  const ratio = produced / Math.max(1, packed)
  if (produced <= limits.bytes && (produced < limits.ratioAfter || ratio <= limits.ratio)) return
  throw new AppError(
    'file.bomb',
    `"${name}" grows to more than ${Math.floor(ratio)} times its size (${produced} bytes so far).`,
    {
      hint: 'Real data does not shrink that far. If the file is trusted, unpack it yourself and load the result.',
      details: { file: name, packed, produced }
    }
  )
}

export function checkMemberCount(name: string, members: number, limits: UnpackLimits): void {
  if (members <= limits.members || planted('no-limit')) return
  throw new AppError('file.bomb', `"${name}" holds more than ${limits.members} files.`, {
    hint: 'Unpack it yourself and load the folder with a pattern.',
    details: { file: name, members }
  })
}
