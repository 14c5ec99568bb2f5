import type { TFunction } from 'i18next'
import type { ScheduleSpec } from '../../pipeline/contract'

/** The cron fields as they are written, or what it waits for. */
export function scheduleText({ cron, after }: Pick<ScheduleSpec, 'cron' | 'after'>, t: TFunction): string {
  if (cron !== undefined) return cron
  if (after !== undefined) return t('overview.schedules.after', { names: after.join(', ') })
  return t('overview.schedules.arrival')
}
