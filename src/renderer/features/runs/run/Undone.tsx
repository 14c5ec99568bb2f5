import { Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { LoadResult } from '../../../../pipeline/contract'
import { backfillLink, Band, Digest, formatCount } from '../../../ui'
import styles from '../runs.module.css'
import { byDataset, spanWords } from '../sheet/stale-words'

/** What an undo brought back, and what was made from it and is stale now, with the way to make that again. */
export function Undone({ result: { partitions, stale = [] } }: { result: LoadResult }) {
  const { t } = useTranslation()
  const [only] = partitions.length === 1 ? partitions : []
  return (
    <>
      <Band tone="note">
        <Group gap="md">
          <span>{t('runs.undo.done', { count: partitions.length, value: formatCount(partitions.length) })}</span>
          {only === undefined ? null : <Digest value={only.digest} />}
        </Group>
      </Band>
      {stale.length === 0 ? null : (
        <Band tone="warn" title={t('runs.undo.stale', { count: stale.length, value: formatCount(stale.length) })}>
          {byDataset(stale).map((places) => (
            <div key={places.dataset} className="tabular">
              <span className="strong">{places.dataset}</span> {spanWords(places)}{' '}
              <Link className={styles.link} to={backfillLink(makeAgain(places))}>
                {t('backfill.runThese', { count: places.entries.length, value: formatCount(places.entries.length) })}
              </Link>
            </div>
          ))}
        </Band>
      )}
    </>
  )
}

const makeAgain = ({ dataset, entries }: { dataset: string; entries: readonly { dt: string }[] }) => ({
  dataset,
  dts: entries.map(({ dt }) => dt),
  only: ['stale' as const]
})
