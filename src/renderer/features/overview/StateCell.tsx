import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { onlyState, type OnlyState, type OverviewRow } from '../../../pipeline/contract'
import {
  backfillLink,
  errorText,
  formatCount,
  formatInstant,
  runLink,
  shortClock,
  startedBackfillLink,
  StateSymbol,
  useZone
} from '../../ui'
import { minutesLate, missingOf } from './morning'
import styles from './today.module.css'
import { useMinutesText } from './use-words'

/** The state by symbol and word, how late it is or when it came, and what is in trouble behind it. */
export function StateCell({ row, now }: { row: OverviewRow; now: number }) {
  const { t } = useTranslation()
  const { state, error, standstill } = row
  return (
    <span className={styles.state}>
      <span className={styles.stateLine} title={error === undefined ? undefined : errorText(error, t).message} data-state={state}>
        <StateSymbol state={state} />
        <StateWord row={row} now={now} />
      </span>
      {(['missing', 'failed', 'stale'] as const)
        .filter((kind) => kind !== onlyOf(state) && countOf(row, kind) > 0)
        .map((kind) => (
          <Behind key={kind} row={row} kind={kind} />
        ))}
      {row.incidents === 0 ? null : (
        <Link
          className={styles.behind}
          to={`/incidents?dataset=${encodeURIComponent(row.dataset)}`}
          data-incidents={row.incidents}
        >
          {t('incidents.badge', { count: row.incidents, value: formatCount(row.incidents) })}
        </Link>
      )}
      {standstill === undefined ? null : (
        <Link className={styles.behind} to={startedBackfillLink(standstill.backfill)} data-standstill={standstill.why}>
          {t(`overview.standstill.${standstill.why}`)}
        </Link>
      )}
    </span>
  )
}

function StateWord({ row, now }: { row: OverviewRow; now: number }) {
  const { state, current } = row
  const { t } = useTranslation()
  const zone = useZone()
  const minutesText = useMinutesText()
  const own = onlyOf(state)
  if (own !== undefined && countOf(row, own) > 0) return <Behind row={row} kind={own} as={state} />
  if (row.run !== undefined) {
    return (
      <Link className={styles.behind} to={runLink(row.run)}>
        {t(`state.${state}`)}
      </Link>
    )
  }
  const late = current === null ? null : minutesLate(current, now)
  if (state === 'late' && late !== null) return t('overview.late', { time: minutesText(late) })
  const arrived = state === 'ok' || state === 'empty' ? (current?.arrivedAt ?? null) : null
  if (arrived === null) return t(`state.${state}`)
  const at = formatInstant(arrived, zone)
  const today = formatInstant(new Date(now).toISOString(), zone).slice(0, 10)
  return (
    <>
      {t(`state.${state}`)}
      <time className="muted tabular" dateTime={arrived} title={t('overview.arrived', { at: at.slice(0, 16) })}>
        {shortClock(at, today)}
      </time>
    </>
  )
}

const countOf = (row: OverviewRow, kind: OnlyState): number => (kind === 'missing' ? missingOf(row) : row[kind])

/** Which partitions of the sheet a state stands for; what a check refused is run again like what failed. */
const onlyOf = (state: OverviewRow['state']): OnlyState | undefined =>
  state === 'refused' ? 'failed' : onlyState.options.find((kind) => kind === state)

/** Leads to the sheet of exactly these, called as the row's state where they are what it is about. */
function Behind({ row, kind, as = kind }: { row: OverviewRow; kind: OnlyState; as?: OverviewRow['state'] }) {
  const { t } = useTranslation()
  return (
    <Link className={styles.behind} to={backfillLink({ dataset: row.dataset, only: [kind] })}>
      {t(`overview.behind.${as === 'refused' ? as : kind}`, { value: formatCount(countOf(row, kind)) })}
    </Link>
  )
}
