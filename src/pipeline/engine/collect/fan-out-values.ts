import type { CollectSpec, FanOut } from '../../contract'
import { AppError } from '../../lib/errors'
import { partitionsOf } from '../../lake/partitions'
import { filesOf } from '../partitions/files-of'
import { localPaths } from '../loads/stage-request'
import type { Services } from '../services'

/** More questions of one interval than this are a mistake. */
const MOST_VALUES = 20_000

type Needs = Pick<Services, 'table' | 'store' | 'pool'>

/** The values of each fan-out by its name, each once, in a fixed order. */
export async function fanOutValues(
  services: Needs,
  collect: CollectSpec,
  signal: AbortSignal
): Promise<Record<string, string[]>> {
  if (collect.kind !== 'http') return {}
  const entries = collect.fanOut.map(async (fan) => [fan.as, await valuesOf(services, fan, signal)] as const)
  return Object.fromEntries(await Promise.all(entries))
}

async function valuesOf(services: Needs, fan: FanOut, signal: AbortSignal): Promise<string[]> {
  if ('values' in fan) return [...new Set(fan.values)]
  const { dataset, column } = fan
  const snapshot = await services.table(dataset).snapshot()
  const newest =
    snapshot === undefined
      ? undefined
      : [...partitionsOf(snapshot).values()]
          .filter(({ rows }) => rows > 0)
          .map(({ dt }) => dt)
          .sort()
          .at(-1)
  if (snapshot === undefined || newest === undefined) throw nothingThere(fan)
  const files = await localPaths(
    services.store,
    dataset,
    filesOf(snapshot, newest).filter(({ rows }) => rows > 0)
  )
  const request = { schema: snapshot.schema, files, column, limit: MOST_VALUES + 1 }
  const values = await services.pool.read.distinct(request, { signal, progress: () => undefined })
  if (values.length > MOST_VALUES) throw tooMany(fan)
  return values
}

const nothingThere = ({ as, dataset, column }: Extract<FanOut, { dataset: string }>): AppError =>
  new AppError('dataset.missing', `{${as}} takes its values from "${column}" of ${dataset}, which holds no rows yet.`, {
    hint: `Load ${dataset} first.`,
    details: { dataset, column }
  })

const tooMany = ({ as, dataset, column }: Extract<FanOut, { dataset: string }>): AppError =>
  new AppError('usage', `"${column}" of ${dataset} has more than ${MOST_VALUES} values for {${as}}.`, {
    hint: 'Name a column of fewer values, or list them.',
    details: { dataset, column }
  })
