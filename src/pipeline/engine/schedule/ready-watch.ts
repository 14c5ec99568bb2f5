import type { DatasetSpec } from '../../contract'
import type { Services } from '../services'
import { claimReady } from './claim'

const MINUTE_MS = 60_000

/** Looks at what a dataset comes after only where something of it has changed, or another minute has begun: the facts of all of them are dear. */
export class ReadyWatch {
  private readonly changes = new Map<string, number>()
  private readonly looked = new Map<string, string>()

  constructor(private readonly services: Services) {}

  /** What is in a dataset, or how it is declared, may be different now. */
  changed(name: string): void {
    this.changes.set(name, this.changesOf(name) + 1)
  }

  async look(spec: DatasetSpec): Promise<void> {
    const minute = Math.floor(this.services.clock.now() / MINUTE_MS)
    const now = [minute, ...[spec.name, ...(spec.schedule?.after ?? [])].map((name) => this.changesOf(name))].join(' ')
    if (this.looked.get(spec.name) === now) return
    await claimReady(this.services, spec)
    this.looked.set(spec.name, now)
  }

  private readonly changesOf = (name: string): number => this.changes.get(name) ?? 0
}
