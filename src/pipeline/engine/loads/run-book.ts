import type { ErrorData, InputRef, LoadResult, RunRecord } from '../../contract'
import { toInstant, type Clock } from '../../lib/clock'
import { omit } from '../../lib/omit'
import type { RunTable, RunWindow } from '../../store'
import { isRefusal } from '../../runs/units'
import { engineOf } from './engine-name'

/** A partition that a run would change, with the rows that it has until then. */
export type TouchedPartition = RunRecord['partitions'][number] & { rowsBefore: number }

type Facts = Partial<
  Pick<RunRecord, 'inputs' | 'bytesRead' | 'bytesWritten' | 'versionBefore' | 'staged' | 'requests' | 'answersKept'>
>

/** One attempt as it is written down: when it began, what it said, how it ended. */
export class RunBook {
  private record: RunRecord
  private touched: readonly TouchedPartition[] = []

  constructor(
    private readonly table: RunTable,
    private readonly clock: Clock,
    start: Pick<RunRecord, 'id' | 'dataset' | 'kind' | 'startedBy' | 'backfill' | 'attempt' | 'trigger'>,
    private readonly window: RunWindow = {}
  ) {
    this.record = {
      ...start,
      state: 'running',
      startedAt: toInstant(clock.now()),
      finishedAt: null,
      versionBefore: null,
      inputs: [],
      versionAfter: null,
      rowsRead: 0,
      rowsWritten: 0,
      rowsQuarantined: 0,
      rowsSuperseded: 0,
      bytesRead: 0,
      bytesWritten: 0,
      engine: engineOf(start.kind),
      partitions: [],
      log: []
    }
  }

  /** A line for people, with its time. */
  say(text: string): void {
    this.record.log.push({ at: toInstant(this.clock.now()), text })
  }

  note({ partitions, ...facts }: Facts & { partitions?: readonly TouchedPartition[] }): void {
    this.touched = partitions ?? this.touched
    this.record = { ...this.record, ...facts }
  }

  /** How it ended, not yet durable. */
  end(result: LoadResult): void {
    const { state, rowsRead, rowsWritten, rowsQuarantined, rowsSuperseded, version, error } = result
    this.record = {
      ...this.record,
      state,
      finishedAt: toInstant(this.clock.now()),
      versionAfter: version,
      partitions: this.touched.map(state === 'done' || state === 'unchanged' ? asMade : asFound),
      rowsRead,
      rowsWritten,
      rowsQuarantined,
      rowsSuperseded,
      ...(error === undefined ? {} : { error })
    }
  }

  /** Durable once it resolves. */
  save(): Promise<void> {
    return this.table.put(this.record, this.window)
  }

  /** The result of a run that ended with an error: counts where the error tells them. */
  failure(error: ErrorData): LoadResult {
    const count = (key: string): number => {
      const value = error.details?.[key]
      return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : 0
    }
    return {
      run: this.record.id,
      state: endOf(error),
      rowsRead: count('rowsRead'),
      rowsWritten: 0,
      rowsQuarantined: count('rowsQuarantined'),
      rowsSuperseded: count('rowsSuperseded'),
      partitions: [],
      version: this.record.versionBefore,
      notes: [],
      error
    }
  }
}

const asMade = (partition: TouchedPartition): RunRecord['partitions'][number] => omit(partition, 'rowsBefore')

/** Nothing of a run that ended otherwise came into the lake: what it had made was thrown away. */
const asFound = ({ dt, rowsBefore, digestBefore }: TouchedPartition): RunRecord['partitions'][number] => ({
  ...{ dt, rows: rowsBefore, digestBefore },
  ...{ digestAfter: digestBefore, change: 'unchanged' }
})

/** The load was understood and declined; anything else that stops a load is a failure. */
function endOf(error: ErrorData): LoadResult['state'] {
  if (error.code === 'cancelled') return 'cancelled'
  const stoodInTheWay = error.code === 'undo.refused' || error.code === 'commit.conflict'
  return stoodInTheWay || isRefusal(error.code) ? 'refused' : 'failed'
}

/** Inputs of several files, each once. */
export function distinctInputs(inputs: readonly InputRef[]): InputRef[] {
  return [...new Map(inputs.map((input) => [`${input.name} ${input.sha256}`, input])).values()]
}
