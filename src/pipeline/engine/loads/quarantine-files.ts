import { WHOLE } from '../../contract'

/** Where the refused rows of a run lie; rows whose partition is unknown lie under `dt=unknown`. */
export const quarantineKey = (dataset: string, dt: string | null, run: string): string =>
  `${dataset}/_penstock/quarantine/dt=${dt ?? UNKNOWN}/${run}.jsonl`

export const UNKNOWN = 'unknown'

/** Prefix of all refused rows of a dataset, or of one partition. */
export const quarantinePrefix = (dataset: string, dt?: string): string =>
  dt === undefined ? `${dataset}/_penstock/quarantine/` : `${dataset}/_penstock/quarantine/dt=${dt}/`

/** Partition and run of a quarantine file by its key. */
export function parseQuarantineKey(key: string): { dt: string | null; run: string } | undefined {
  const [, dt, run] = /\/dt=([^/]+)\/([^/]+)\.jsonl$/.exec(key) ?? []
  if (dt === undefined || run === undefined) return undefined
  return { dt: dt === UNKNOWN ? null : dt, run }
}

/** Where a dataset has one partition, rows without a date belong to it too. */
export const partitionsOfRows = (dt: string): readonly string[] => (dt === WHOLE ? [WHOLE, UNKNOWN] : [dt])
