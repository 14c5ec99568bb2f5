import { Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { datasetLink } from '../../../ui'
import styles from '../runs.module.css'

/** Where one is: the runs, the dataset, its backfill. */
export function SheetTitle({ dataset, children }: { dataset?: string; children?: ReactNode }) {
  const { t } = useTranslation()
  return (
    <div className={styles.crumbs}>
      <Link to="/runs">{t('runs.title')}</Link>
      <span className="muted">/</span>
      {dataset === undefined ? null : (
        <>
          <Link to={datasetLink(dataset)}>{dataset}</Link>
          <span className="muted">/</span>
        </>
      )}
      <Title order={1}>{t('backfill.title')}</Title>
      {children}
    </div>
  )
}
