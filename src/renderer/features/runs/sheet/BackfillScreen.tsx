import { Button, Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useCall } from '../../../bridge'
import { EmptyState, ErrorPanel } from '../../../ui'
import styles from '../runs.module.css'
import { PlanSheet } from './PlanSheet'
import { SheetTitle } from './SheetTitle'
import { useAsk } from './use-ask'

/** What a backfill would do, before anything runs. */
export function BackfillScreen() {
  const [ask, change] = useAsk()
  if (ask === undefined) return <ChooseDataset onChoose={(dataset) => change({ dataset, from: undefined, to: undefined })} />
  return <PlanSheet key={ask.selection.name} ask={ask} change={change} />
}

function ChooseDataset({ onChoose }: { onChoose: (name: string) => void }) {
  const { t } = useTranslation()
  const { value: datasets, error, reload } = useCall('datasets.list', {}, { follow: '*' })
  if (datasets?.length === 0)
    return (
      <div className={styles.page}>
        <SheetTitle />
        <NoDataset />
      </div>
    )
  return (
    <div className={styles.page}>
      <SheetTitle />
      {error === undefined ? null : <ErrorPanel error={error} onRetry={reload} />}
      <EmptyState
        sentence={t('backfill.choose')}
        action={
          <Select
            searchable
            w={280}
            data={(datasets ?? []).map(({ name }) => name)}
            aria-label={t('backfill.dataset')}
            placeholder={t('backfill.dataset')}
            onChange={(name) => {
              if (name !== null) onChoose(name)
            }}
          />
        }
      />
    </div>
  )
}

function NoDataset() {
  const { t } = useTranslation()
  return (
    <EmptyState
      sentence={t('backfill.noDataset')}
      action={
        <Button component={Link} to="/add">
          {t('lake.list.add')}
        </Button>
      }
    />
  )
}
