import type { IncidentSummary } from '../../pipeline/contract'

/** What people are told: of one incident, or of many at once. */
export type IncidentNotice =
  { kind: 'one'; incident: IncidentSummary } | { kind: 'many'; count: number; dataset: string; others: number }

/** New incidents are gathered for so long, in ms, before they are told. */
export const GATHER_MS = 1_000
/** More than so many within that time are a storm, which ends when so long none has come. */
const MOST = 3
const STORM_MS = 60_000
/** Ids that are remembered, so that none is told twice. */
const REMEMBERED = 10_000

interface Outside {
  /** ms since the epoch: older ones are no news. */
  since: number
  show(notice: IncidentNotice): void
  /** Calls back after so many ms. */
  later(work: () => void, ms: number): void
  now(): number
}

/** One notification for each incident that opened or opened again; one for all of a storm. */
export class IncidentNews {
  private readonly told = new Map<string, string>()
  private readonly waiting = new Map<string, IncidentSummary>()
  private recent: { dataset: string; at: number }[] = []
  private storm = false

  constructor(private readonly outside: Outside) {}

  /** An incident is as it says now. */
  hear(incident: IncidentSummary): void {
    if (incident.state !== 'open') {
      this.waiting.delete(incident.id)
      return
    }
    if (!this.isNew(incident)) return
    const now = this.outside.now()
    this.calmDown(now)
    this.remember(incident)
    this.recent.push({ dataset: incident.dataset, at: now })
    if (this.storm) return
    if (this.waiting.size === 0) this.outside.later(() => this.tell(), GATHER_MS)
    this.waiting.set(incident.id, incident)
  }

  /** Whether an incident of the dataset has just been told, or is about to be. */
  covers(dataset: string): boolean {
    const now = this.outside.now()
    return this.recent.some((one) => one.dataset === dataset && now - one.at < STORM_MS)
  }

  /** What is only unusual stands in the list, and interrupts nobody. */
  private isNew({ id, openedAt, severity }: IncidentSummary): boolean {
    return severity !== 'info' && Date.parse(openedAt) >= this.outside.since && this.told.get(id) !== openedAt
  }

  private remember({ id, openedAt }: IncidentSummary): void {
    this.told.delete(id)
    this.told.set(id, openedAt)
    const [oldest] = this.told.keys()
    if (this.told.size > REMEMBERED && oldest !== undefined) this.told.delete(oldest)
  }

  private calmDown(now: number): void {
    this.recent = this.recent.filter(({ at }) => now - at < STORM_MS)
    if (this.recent.length === 0) this.storm = false
  }

  private tell(): void {
    const incidents = [...this.waiting.values()]
    this.waiting.clear()
    if (incidents.length === 0) return
    if (this.recent.length <= MOST) for (const incident of incidents) this.outside.show({ kind: 'one', incident })
    else {
      this.storm = true
      const datasets = new Set(this.recent.map(({ dataset }) => dataset))
      const [dataset = ''] = datasets
      this.outside.show({ kind: 'many', count: this.recent.length, dataset, others: datasets.size - 1 })
    }
  }
}
