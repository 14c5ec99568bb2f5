import { Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { OverviewRow } from '../../../pipeline/contract'
import { datasetLink, formatCount, formatInstant, Simulated, useZone } from '../../ui'
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
        <IntervalStrip name={row.dataset} strip={row.strip} />
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

function Name({ row }: { row: OverviewRow }) {
  const { t, i18n } = useTranslation()
  const { title, owner, dataset } = row
  const [own, other] = i18n.language.startsWith('ko') ? [title?.ko, title?.en] : [title?.en, title?.ko]
  const about = [own ?? other, owner === null ? undefined : t('overview.owner', { owner })].filter((text) => text !== undefined)
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
          {about.join(' · ')}
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
      {text.startsWith(today) ? text.slice(11) : text.slice(5)}
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
