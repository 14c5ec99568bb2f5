import { Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Incident } from '../../../../pipeline/contract'
import { formatCount, SampleGrid } from '../../../ui'
import styles from '../incidents.module.css'

/** The rows themselves, as many as were kept; Ctrl+C copies them. */
export function FailingRows({ incident: { sample, failingRows, kind, measured } }: { incident: Incident }) {
  const { t } = useTranslation()
  if (kind === 'collect' || kind === 'deliver') return null
  if (sample.length === 0) return kind === 'check' ? <p className={styles.quiet}>{t('incidents.detail.noRows')}</p> : null
  return (
    <section className={styles.part} aria-label={t('incidents.detail.rows')}>
      <div className={styles.partHead}>
        <Title order={3}>{t('incidents.detail.rows')}</Title>
        <span className="muted tabular">
          {t('incidents.detail.rowsShown', {
            shown: formatCount(sample.length),
            value: formatCount(Math.max(failingRows, sample.length))
          })}
        </span>
      </div>
      <SampleGrid label={t('incidents.detail.rows')} rows={leading(sample, measured['column'])} />
    </section>
  )
}

/** The rows with the column that fails before the others, where it is seen at once. */
function leading(rows: Incident['sample'], column: string | undefined): Incident['sample'] {
  return column === undefined ? rows : rows.map((row) => (column in row ? { [column]: row[column] ?? null, ...row } : row))
}
