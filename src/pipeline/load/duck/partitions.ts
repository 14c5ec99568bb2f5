import { WHOLE, type DatasetSpec } from '../../contract'
import { dayOfLabel } from './partition-date'

/** Which partitions a load touches: `from` and `to` are ids, inclusive; of these only those named in `only`. */
export class PartitionRange {
  constructor(
    private readonly spec: Pick<DatasetSpec, 'partition'>,
    private readonly from: string | undefined,
    private readonly to: string | undefined,
    private readonly only?: readonly string[]
  ) {}

  /** True where every partition is touched. */
  get open(): boolean {
    if (this.spec.partition === undefined) return true
    return this.from === undefined && this.to === undefined && this.only === undefined
  }

  /** Partitions that were asked for by name: each gets an answer, be it that it has no rows. */
  get named(): readonly string[] {
    if (this.spec.partition === undefined) return [WHOLE]
    if (this.only !== undefined) return this.only.filter((dt) => this.holds(dt))
    return this.from !== undefined && this.from === this.to ? [this.from] : []
  }

  holds(dt: string): boolean {
    if (this.open) return true
    if (this.only?.includes(dt) === false) return false
    return (this.from === undefined || dt >= this.from) && (this.to === undefined || dt <= this.to)
  }

  /** The id of the partition that starts on a day (ISO 8601). */
  label(day: string): string {
    if (this.spec.partition === undefined) return WHOLE
    return this.spec.partition.grain === 'month' ? day.slice(0, 7) : day
  }

  /** SQL over `dt`: a row's partition is touched. */
  condition(): string {
    if (this.open) return 'true'
    const bounds = [
      ...(this.from === undefined ? [] : [`dt >= ${dayOfLabel(this.from)}`]),
      ...(this.to === undefined ? [] : [`dt <= ${dayOfLabel(this.to)}`]),
      // No IN: DuckDB makes a join of longer lists, and a join loses the rows' order.
      ...(this.only === undefined ? [] : [`list_contains(CAST([${this.only.map(dayOfLabel).join(', ')}] AS DATE[]), dt)`])
    ]
    return bounds.join(' AND ')
  }
}
