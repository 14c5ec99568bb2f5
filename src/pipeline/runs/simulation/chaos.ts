import type { ErrorCode } from '../../contract'
import type { Plant } from './plants'
import type { Random } from './random'

/** The process died here. */
export class Crash extends Error {}

/** Shares (0–1) of steps at which it happens. */
export interface Faults {
  crash: number
  failure: number
  duplicate: number
  people: number
}

export const rough: Faults = { crash: 0.006, failure: 0.06, duplicate: 0.1, people: 1 }
export const calm: Faults = { crash: 0, failure: 0, duplicate: 0, people: 0 }

const errors: readonly ErrorCode[] = ['http.status', 'disk.full', 'sql.resources']

/** What goes wrong, and when. */
export class Chaos {
  constructor(
    readonly random: Random,
    readonly faults: Faults,
    readonly plant: Plant | undefined
  ) {}

  mayCrash(): void {
    if (this.random.chance(this.faults.crash)) throw new Crash()
  }

  failure(): ErrorCode | undefined {
    return this.random.chance(this.faults.failure) ? this.random.pick(errors) : undefined
  }

  times(): number {
    return this.random.chance(this.faults.duplicate) ? 2 : 1
  }

  /** Whether the engine is to be without this protection. */
  lacks(plant: Plant): boolean {
    return this.plant === plant
  }
}
