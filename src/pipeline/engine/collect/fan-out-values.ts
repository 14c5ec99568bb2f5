import type { CollectSpec, FanOut } from '../../contract'
import { AppError } from '../../lib/errors'
import { partitionsOf } from '../../lake/partitions'
import { filesOf } from '../partitions/files-of'
import { localPaths } from '../loads/stage-request'
import type { Services } from '../services'

/** More questions of one interval than this are a mistake. */
const MOST_VALUES = 20_000

type OfDataset = Extract<FanOut, { dataset: string }>

/** What each question of an interval is asked for. Values of another dataset are read once for each version of it. */
export class FanOutValues {
  private readonly known = new Map<string, { table: string; version: number; values: string[] }>()

  constructor(private readonly services: Pick<Services, 'table' | 'store' | 'pool'>) {}

  /**
   * The values of each fan-out by its name, each once. Errors: `dataset.missing` where the dataset that they come from holds no rows,
   * `usage` where it has no such column, or too many values of it.
   */
  async of(collect: CollectSpec, signal: AbortSignal): Promise<Record<string, string[]>> {
    if (collect.kind !== 'http') return {}
    const entries = collect.fanOut.map(async (fan) => [fan.as, await this.valuesOf(fan, signal)] as const)
    return Object.fromEntries(await Promise.all(entries))
  }

  private async valuesOf(fan: FanOut, signal: AbortSignal): Promise<string[]> {
    if ('values' in fan) return [...new Set(fan.values)]
    const snapshot = await this.services.table(fan.dataset).snapshot()
    const key = JSON.stringify([fan.dataset, fan.column])
    const known = this.known.get(key)
    if (snapshot !== undefined && known?.table === snapshot.tableId && known.version === snapshot.version) return known.values
    const filled = snapshot === undefined ? [] : [...partitionsOf(snapshot).values()].filter(({ rows }) => rows > 0)
    const newest = filled
      .map(({ dt }) => dt)
      .sort()
      .at(-1)
    if (snapshot === undefined || newest === undefined) throw nothingThere(fan)
    const values = await this.read(fan, filesOf(snapshot, newest), snapshot.schema, signal)
    this.known.set(key, { table: snapshot.tableId, version: snapshot.version, values })
    return values
  }

  private async read(
    fan: OfDataset,
    files: ReturnType<typeof filesOf>,
    schema: Parameters<Services['pool']['read']['distinct']>[0]['schema'],
    signal: AbortSignal
  ): Promise<string[]> {
    const { store, pool } = this.services
    const paths = await localPaths(
      store,
      fan.dataset,
      files.filter(({ rows }) => rows > 0)
    )
    const request = { schema, files: paths, column: fan.column, limit: MOST_VALUES + 1 }
    const values = await pool.read.distinct(request, { signal, progress: () => undefined })
    if (values.length > MOST_VALUES) throw tooMany(fan)
    return values
  }
}

const nothingThere = ({ as, dataset, column }: OfDataset): AppError =>
  new AppError('dataset.missing', `{${as}} takes its values from "${column}" of ${dataset}, which holds no rows yet.`, {
    hint: `Load ${dataset} first.`,
    details: { dataset, column }
  })

const tooMany = ({ as, dataset, column }: OfDataset): AppError =>
  new AppError('usage', `"${column}" of ${dataset} has more than ${MOST_VALUES} values for {${as}}.`, {
    hint: 'Name a column of fewer values, or list them.',
    details: { dataset, column }
  })
