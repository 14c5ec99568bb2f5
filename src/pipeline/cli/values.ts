import { datasetName, partitionId, WHOLE } from '../contract'
import type { Args } from './args'

/** The NAME argument, in normal form. */
export function nameArgument(args: Args, index = 0): string {
  const word = args.word(index)
  const parsed = datasetName.safeParse(word)
  if (parsed.success) return parsed.data
  throw args.usage(`"${word}" is no dataset name: ${parsed.error.issues[0]?.message ?? 'not allowed'}.`)
}

/** A partition given as an option. */
export function partitionOption(args: Args, name: string): string | undefined {
  const text = args.text(name)
  if (text === undefined) return undefined
  const parsed = partitionId.safeParse(text)
  if (parsed.success) return parsed.data
  throw args.usage(`--${name} ${text}: ${parsed.error.issues[0]?.message ?? 'no partition'}.`)
}

/** An end of a range of partitions. */
export function rangeOption(args: Args, name: 'from' | 'to'): string | undefined {
  const end = partitionOption(args, name)
  if (end === WHOLE) throw args.usage(`--${name} ${WHOLE}: leave out --from and --to for all partitions.`)
  return end
}

export function requiredPartition(args: Args, name: string): string {
  args.required(name)
  return partitionOption(args, name) ?? ''
}

export const MAX_VERSION = Number.MAX_SAFE_INTEGER
