import { datasetSpec, type DatasetSpec, type DatasetSpecInput } from '../../contract'

type Extra = Partial<DatasetSpecInput>

/** A dataset read from a folder, by day of its column `day` in Asia/Seoul. */
export function sourced(name: string, extra: Extra = {}): DatasetSpec {
  return datasetSpec.parse({
    format: 1,
    name,
    source: { location: `/data/${name}`, format: 'csv' },
    columns: [{ name: 'day', source: { header: 'day' }, type: 'date' }],
    partition: { columns: ['day'], grain: 'day' },
    ...extra
  })
}

/** A dataset made from others, by day. */
export function derived(
  name: string,
  extra: Extra & { inputs?: Record<string, { read?: 'same' | 'whole'; lookback?: number }> } = {}
): DatasetSpec {
  const { inputs = {}, ...rest } = extra
  return datasetSpec.parse({
    format: 1,
    name,
    derive: { sql: 'SELECT 1', inputs },
    columns: [],
    partition: { columns: ['day'], grain: 'day' },
    ...rest
  })
}
