import { WHOLE, type DatasetSpec } from '../../contract'
import { dayOfLabel } from './partition-date'

/** Which partitions a load touches: `from` and `to` are ids, inclusive. */
export class PartitionRange {
  constructor(
    private readonly spec: Pick<DatasetSpec, 'partition'>,
    private readonly from: string | undefined,
    private readonly to: string | undefined
  ) {}

  /** True where every partition is touched. */
  get open(): boolean {
    return (this.from === undefined && this.to === undefined) || this.spec.partition === undefined
  }

  /** The one partition that was asked for by name, if it was one. */
  get single(): string | undefined {
    return !this.open && this.from === this.to ? this.from : undefined
  }

  holds(dt: string): boolean {
    if (this.open) return true
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
      ...(this.to === undefined ? [] : [`dt <= ${dayOfLabel(this.to)}`])
    ]
    return bounds.join(' AND ')
  }
}
