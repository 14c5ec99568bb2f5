import type { TFunction } from 'i18next'
import { formatShare } from '../format'
import { minutesText } from '../minutes-text'

/** What was measured, as texts by name: what an incident, a check's result or a suggestion has to say. */
export type Measured = Readonly<Record<string, string>>

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
const notes = ['split', 'unadjusted', 'limit', 'beyond', 'listing'] as const
/** Names of values of columns: they come as they are written down. */
const ofColumns: ReadonlySet<string> = new Set(['least', 'greatest', 'min', 'max', 'left', 'right', 'median', 'value', 'before'])

/** One measured value for the eye. Counts and shares come as they are read; values of columns do not, and minutes may be many. */
function measuredText(t: TFunction, name: string, value: string): string {
  if (ofColumns.has(name) && /^-?[1-9]\d{4,}(\.\d+)?$/.test(value)) return value.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',')
  if (name === 'reference' && value === 'all') return t('incidents.whole')
  if ((name === 'minutes' || name === 'allowed') && /^[\d,]+$/.test(value)) return minutesText(t, numberOf(value))
  return /^-[\d.]+( %)?$/.test(value) ? value.replace('-', '−') : value
}

const numberOf = (text: string): number => Number(text.replaceAll(',', ''))

/** All of it by name, to be filled into a sentence, with what sentences say of several values together. */
export function measuredTexts(t: TFunction, measured: Measured): Record<string, string> {
  const texts = Object.fromEntries(Object.entries(measured).map(([name, value]) => [name, measuredText(t, name, value)]))
  const all = { ...texts, ...together(t, texts) }
  // A number and its sign of percent stay in one line.
  return Object.fromEntries(Object.entries(all).map(([name, text]) => [name, text.replaceAll(' %', '\u00A0%')]))
}

/** Values that a sentence needs of a reason that has them in some cases only. */
function together(t: TFunction, { rows, median, weekday, allowed, min, max, ...others }: Measured): Record<string, string> {
  const day = weekdays.find((one) => one === weekday)
  const changes = (['added', 'removed', 'changed'] as const).flatMap((kind) => {
    const list = others[kind]
    return list === undefined ? [] : [t(`incidents.changes.${kind}`, { list })]
  })
  const note = notes.find((one) => one === others['note'])
  const explained = Number(others['explained'] ?? 0)
  const measure = others['measure']
  return {
    noteText: note === undefined ? '' : ` (${t(`incidents.note.${note}`)})`,
    explainedText: explained > 0 ? t('incidents.explained', { value: explained }) : '',
    ...(measure === undefined ? {} : { measureName: measure === 'rows' ? t('measure.rows') : measure }),
    peers:
      day === undefined ? t('incidents.peers.before') : t('incidents.peers.weekday', { weekday: t(`incidents.weekday.${day}`) }),
    limit: allowed === undefined ? t('incidents.limit.none') : t('incidents.limit.share', { share: allowed }),
    bounds: boundsText(t, min, max),
    ...(changes.length === 0 ? {} : { changes: changes.join(' · ') }),
    ...(rows === undefined || median === undefined || numberOf(median) === 0
      ? {}
      : { ofMedian: formatShare(numberOf(rows) / numberOf(median)) })
  }
}

/** `1 … 5`, `at least 1`, `at most 5`. */
export function boundsText(t: TFunction, min: string | undefined, max: string | undefined): string {
  if (min !== undefined && max !== undefined) return t('incidents.bounds.both', { min, max })
  if (min !== undefined) return t('incidents.bounds.min', { min })
  return max === undefined ? t('incidents.bounds.none') : t('incidents.bounds.max', { max })
}
