import { useTranslation } from 'react-i18next'
import type { PlanChange } from '../../../../pipeline/contract'
import { formatCount } from '../../../ui'
import styles from '../backfill.module.css'
import { changeWords } from './change-words'
import { byDataset, spanWords } from './stale-words'

interface Entry {
  dataset: string
  dt: string
  figures?: readonly PlanChange[] | undefined
}
interface Kind {
  kind: 'added' | 'removed' | 'changed'
  entries: readonly Entry[]
}

const marks = { added: '+', removed: '−', changed: '~' } as const

/** How many changed partitions are told with their figures; the rest is counted. */
const NAMED = 4

/** The partitions that are in only one of both plans, or in both with other figures: a line for each kind and dataset. */
export function StalePartitions({ kinds }: { kinds: readonly Kind[] }) {
  const { t } = useTranslation()
  const rows = kinds.flatMap(({ kind, entries }) => byDataset<Entry>(entries).map((places) => ({ kind, places })))
  if (rows.length === 0) return null
  return (
    <table className={`tabular ${styles.difference ?? ''}`} aria-label={t('backfill.stale.list')}>
      <tbody>
        {rows.map(({ kind, places }) => (
          <tr key={`${kind} ${places.dataset}`} data-kind={kind}>
            <td>
              <span className="mono strong" aria-hidden="true">
                {marks[kind]}
              </span>{' '}
              {t(`backfill.stale.${kind}`, { count: places.entries.length, value: formatCount(places.entries.length) })}
            </td>
            <td className="strong">{places.dataset}</td>
            <td>{kind === 'changed' ? <Figures entries={places.entries} /> : spanWords(places)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Figures({ entries }: { entries: readonly Entry[] }) {
  const { t } = useTranslation()
  return (
    <>
      {entries.slice(0, NAMED).map(({ dt, figures }) => (
        <div key={dt}>
          {dt}
          {changeWords(t, figures)}
        </div>
      ))}
      {entries.length > NAMED ? <div>{t('backfill.more', { value: formatCount(entries.length - NAMED) })}</div> : null}
    </>
  )
}
