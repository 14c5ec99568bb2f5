import type { TFunction } from 'i18next'
import type { ScheduleSpec } from '../../pipeline/contract'

/** When it runs, in words where its cron fields are of a common kind and as they are written otherwise; or what it waits for. */
export function scheduleText({ cron, after }: Pick<ScheduleSpec, 'cron' | 'after'>, t: TFunction): string {
  if (cron !== undefined) return cronText(cron, t)
  if (after !== undefined) return t('overview.schedules.after', { names: after.join(', ') })
  return t('overview.schedules.arrival')
}

type Kind = 'minutes' | 'daily' | 'weekdays' | 'monthly'

const kinds: readonly { kind: Kind; fields: RegExp }[] = [
  { kind: 'minutes', fields: /^\*\/(?<step>\d{1,2}) \* \* \* \*$/ },
  { kind: 'daily', fields: /^(?<minute>\d{1,2}) (?<hour>\d{1,2}) \* \* \*$/ },
  { kind: 'weekdays', fields: /^(?<minute>\d{1,2}) (?<hour>\d{1,2}) \* \* 1-5$/ },
  { kind: 'monthly', fields: /^(?<minute>\d{1,2}) (?<hour>\d{1,2}) (?<day>\d{1,2}) \* \*$/ }
]

function cronText(cron: string, t: TFunction): string {
  for (const { kind, fields } of kinds) {
    const groups = fields.exec(cron.trim())?.groups
    if (groups === undefined) continue
    const { minute = '', hour = '', day = '', step = '' } = groups
    return t(`overview.cron.${kind}`, { day, step, time: `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}` })
  }
  return cron
}
