import { Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { OverviewRow } from '../../../pipeline/contract'
import { datasetLink, errorText, formatCount, formatInstant, shortClock, Simulated, useZone } from '../../ui'
import { AffectsCell } from './AffectsCell'
import { IntervalStrip } from './IntervalStrip'
import { deviation, signedPercent } from './morning'
import { NoteCell } from './NoteCell'
import styles from './today.module.css'
import { StateCell } from './StateCell'

interface Props {
  row: OverviewRow
  now: number
  noting: boolean
  onNote: () => void
}

export function TodayRow({ row, now, noting, onNote }: Props) {
  return (
    <Table.Tr data-dataset={row.dataset} data-attention={row.attention || undefined}>
      <Table.Td className={styles.name ?? ''}>
        <Name row={row} />
      </Table.Td>
      <Table.Td className="tabular">
        <Expected row={row} now={now} />
      </Table.Td>
      <Table.Td>
        <StateCell row={row} now={now} />
      </Table.Td>
      <Table.Td>
        <Strip row={row} />
      </Table.Td>
      <Table.Td className={`${styles.right ?? ''} tabular`}>{row.rowsLast === null ? '–' : formatCount(row.rowsLast)}</Table.Td>
      <Table.Td className={`${styles.right ?? ''} tabular`}>
        <Deviation row={row} />
      </Table.Td>
      <Table.Td>
        <AffectsCell row={row} />
      </Table.Td>
      <Table.Td>
        <NoteCell row={row} now={now} open={noting} onOpen={onNote} />
      </Table.Td>
    </Table.Tr>
  )
}

/** The strip; of a dataset that has none since something stands in its way: what that is. */
function Strip({ row: { dataset, strip, error } }: { row: OverviewRow }) {
  const { t } = useTranslation()
  if (strip.length > 0 || error === undefined) return <IntervalStrip name={dataset} strip={strip} />
  const { message } = errorText(error, t)
  return (
    <span className={styles.reason} title={message}>
      {message}
    </span>
  )
}

function Name({ row }: { row: OverviewRow }) {
  const { t, i18n } = useTranslation()
  const { title, owner, dataset } = row
  const [own, other] = i18n.language.startsWith('ko') ? [title?.ko, title?.en] : [title?.en, title?.ko]
  const called = own ?? other
  const whose = owner === null ? undefined : t('overview.owner', { owner })
  const about = [called, whose].filter((text) => text !== undefined)
  return (
    <>
      <span className={styles.nameLine}>
        <Link className={styles.link} to={datasetLink(dataset)} data-row>
          {dataset}
        </Link>
        {row.simulated ? <Simulated /> : null}
      </span>
      {about.length === 0 ? null : (
        <span className={styles.about} title={about.join(' · ')}>
          {whose === undefined ? null : <span className={styles.whose}>{whose}</span>}
          {called === undefined ? null : <span className={styles.called}>{called}</span>}
        </span>
      )}
    </>
  )
}

/** The deadline of the newest interval: the time alone where it is today. */
function Expected({ row, now }: { row: OverviewRow; now: number }) {
  const { t } = useTranslation()
  const zone = useZone()
  const { current, nextAt } = row
  const due = current?.expectedBy ?? null
  if (current === null || due === null) return <span className="muted">–</span>
  const text = formatInstant(due, zone).slice(0, 16)
  const today = formatInstant(new Date(now).toISOString(), zone).slice(0, 10)
  const hints = [
    t('overview.expectedHint', { interval: current.id, at: text }),
    row.calendar,
    nextAt === null ? null : t('overview.nextHint', { at: formatInstant(nextAt, zone).slice(0, 16) })
  ]
  return (
    <time dateTime={due} title={hints.filter((hint) => hint !== null).join(' · ')}>
      {shortClock(text, today)}
    </time>
  )
}

/** Neutral on purpose: more or fewer rows are not good or bad by themselves. */
function Deviation({ row }: { row: OverviewRow }) {
  const { t } = useTranslation()
  const share = deviation(row)
  if (share === null || row.rowsMedian === null) return <span className="muted">–</span>
  const calendar = row.calendar === null ? '' : t('overview.byCalendar', { calendar: row.calendar })
  return (
    <span title={t('overview.medianOf', { value: formatCount(Math.round(row.rowsMedian)), calendar })}>
      {signedPercent(share)}
    </span>
  )
}
