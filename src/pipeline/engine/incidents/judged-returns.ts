import { WHOLE, type DatasetSpec } from '../../contract'
import { judgeReturn, type JudgedReturn, type ReturnRules } from '../../checks/anomalies'
import { partitionsOf } from '../../lake/partitions'
import type { Snapshot } from '../../lake/types'
import type { WorkContext } from '../../load/worker-api'
import { localPaths } from '../loads/stage-request'
import { filesOf } from '../partitions/files-of'
import type { Services } from '../services'

/** Earlier partitions in which the returns before a partition's own stand: 60 dates, with some to spare. */
const BEFORE = { month: 5, day: 70 }

/** Partitions that are judged together, so that memory stays bounded. */
const TOGETHER = 24

/** Large returns of the dates of each of these partitions, judged. Empty lists for those that have none. */
export async function judgedReturns(
  services: Services,
  spec: DatasetSpec,
  snapshot: Snapshot,
  dts: readonly string[],
  context: WorkContext
): Promise<Map<string, JudgedReturn[]>> {
  const found = new Map(dts.map((dt) => [dt, [] as JudgedReturn[]]))
  const { anomalies } = spec
  if (anomalies?.returns === undefined) return found
  const { returns, minReturn } = anomalies
  const sorted = [...dts].sort()
  for (let from = 0; from < sorted.length; from += TOGETHER) {
    const some = sorted.slice(from, from + TOGETHER)
    const files = await localPaths(
      services.store,
      spec.name,
      withEarlier(snapshot, some).flatMap((dt) => filesOf(snapshot, dt))
    )
    const request = { schema: snapshot.schema, zone: spec.zone, files, returns, minReturn, dts: some }
    const large = await services.pool.read.returns(request, context)
    for (const one of large) found.get(partitionOf(one.date, some))?.push(judgeReturn(one, rulesOf(spec)))
  }
  return found
}

/** The partitions and those before the first of them that its returns are judged by. */
function withEarlier(snapshot: Snapshot, dts: readonly string[]): string[] {
  const all = [...partitionsOf(snapshot).keys()]
  const sorted = [...dts].sort()
  const [first = '', last = ''] = [sorted[0], sorted.at(-1)]
  const earlier = all.filter((dt) => dt < first).slice(-(first.length === 7 ? BEFORE.month : BEFORE.day))
  return [...earlier, ...all.filter((dt) => dt >= first && dt <= last)]
}

const partitionOf = (date: string, dts: readonly string[]): string =>
  dts.find((dt) => dt !== WHOLE && date.startsWith(dt)) ?? WHOLE

function rulesOf({ anomalies, columns, calendar }: DatasetSpec): ReturnRules {
  const { threshold = 3.5, minReturn = 0, returns } = anomalies ?? {}
  const column = (name: string | undefined) => columns.find((one) => one.name === name)
  return {
    ...{ threshold, minReturn },
    basis: column(returns?.value)?.priceBasis,
    krx: calendar === 'krx' || column(returns?.entity)?.code === 'krx'
  }
}
