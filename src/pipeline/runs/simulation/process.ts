import type { ErrorCode, ErrorData } from '../../contract'
import { AppError } from '../../lib/errors'
import type { Execution } from '../execution'
import type { Chaos } from './chaos'
import type { Durable, SimBackfill } from './durable'
import type { Witness } from './witness'

/** A backfill that has not ended, in the memory of an engine. */
export interface Live {
  record: SimBackfill
  execution: Execution
}

/** A unit at work, and when (true time) its worker answers. */
export interface Flight {
  live: Live
  unit: number
  run: string
  endsAt: number
  stopped: boolean
}

/** The memory of an engine: it dies with it. */
export class Process {
  /** True time and what the clock says, ms since the epoch. */
  at = 0
  now = 0
  readonly live = new Map<string, Live>()
  /** Datasets that a backfill holds: dataset → its id. */
  readonly active = new Map<string, string>()
  flights: Flight[] = []

  constructor(
    readonly durable: Durable,
    readonly chaos: Chaos,
    readonly witness: Witness
  ) {}

  newId(kind: 'r' | 'b'): string {
    this.durable.ids += 1
    return `${kind}${this.durable.ids}`
  }
}

export const failure = (code: ErrorCode): AppError => new AppError(code, 'It went wrong in the simulation.')

export const dataOf = ({ code, message }: AppError): ErrorData => ({ code, message, retriable: false })
