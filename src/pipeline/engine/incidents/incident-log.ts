import type { Incident, IncidentAction } from '../../contract'
import { incidentId, next, type IncidentStep, type Trouble } from '../../checks/incidents'
import { toInstant, type Clock } from '../../lib/clock'
import type { IncidentTable } from '../../store'

/** Takes steps in the table and tells each change. */
export class IncidentLog {
  constructor(
    private readonly table: IncidentTable,
    private readonly clock: Clock,
    private readonly tell: (changed: Incident) => Promise<void>
  ) {}

  /** Undefined where there is no such incident. */
  async take(id: string, step: IncidentStep): Promise<Incident | undefined> {
    const { before, after } = await this.table.change(id, (known) => next(known, step, this.clock.now()))
    if (after !== undefined && after !== before) await this.tell(after)
    return after
  }

  async bad(trouble: Trouble): Promise<void> {
    await this.take(incidentId(trouble), { step: 'bad', trouble })
  }

  async each(ids: readonly string[], step: IncidentStep): Promise<void> {
    for (const id of ids) await this.take(id, step)
  }

  act(id: string, action: IncidentAction, by: string): Promise<Incident | undefined> {
    return this.take(id, { step: 'act', action, by })
  }

  /** Wakes the snoozed ones whose time is over. */
  wake(): Promise<void> {
    return this.each(this.table.wakeable(toInstant(this.clock.now())), { step: 'time' })
  }
}
