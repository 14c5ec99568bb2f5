import { Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { PartitionDiff } from '../../../pipeline/contract'
import { formatCount } from '../format'
import styles from './diff.module.css'
import { DiffSamples } from './DiffSamples'

/** Two states of a partition side by side: how many rows differ, in which columns, and some of them. */
export function Difference({ diff, title }: { diff: PartitionDiff; title: string }) {
  const { t } = useTranslation()
  const same = diff.added + diff.removed + diff.changed === 0
  const by = diff.by.length === 0 ? t('lake.diff.byRow') : t('lake.diff.byKey', { key: diff.by.join(', ') })
  return (
    <section className={`panel ${styles.pad ?? ''}`} aria-label={title}>
      <div>
        <strong className="strong">{title}</strong> <span className="muted">{by}</span>
      </div>
      <dl className={styles.figures}>
        {(['added', 'removed', 'changed', 'unchanged'] as const).map((kind) => (
          <div key={kind} data-diff={kind}>
            <dt>{t(`lake.diff.${kind}`)}</dt>
            <dd className="tabular">{formatCount(diff[kind])}</dd>
          </div>
        ))}
      </dl>
      {same ? (
        <Text>{t(diff.digestFrom === diff.digestTo ? 'lake.diff.same' : 'lake.diff.sameRows')}</Text>
      ) : (
        <Stack gap="md">
          <ChangedColumns diff={diff} />
          <DiffSamples diff={diff} />
        </Stack>
      )}
    </section>
  )
}

function ChangedColumns({ diff }: { diff: PartitionDiff }) {
  const { t } = useTranslation()
  const columns = diff.columns.filter(({ changed }) => changed > 0)
  if (columns.length === 0) return null
  return (
    <div className={styles.chips} role="list" aria-label={t('lake.diff.columns')}>
      <span className="muted">{t('lake.diff.columns')}</span>
      {columns.map(({ name, changed }) => (
        <span key={name} role="listitem" className={styles.chip}>
          {name} <span className="tabular strong">{formatCount(changed)}</span>
        </span>
      ))}
    </div>
  )
}
