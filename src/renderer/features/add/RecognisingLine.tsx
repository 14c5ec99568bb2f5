import { Button, Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { cancelJob, useJob } from '../../bridge'
import { ProgressLine, TableSkeleton } from '../../ui'
import { useAdd } from './use-add'

/** While a source is looked at: how far, and a way to stop. */
export function RecognisingLine() {
  const { t } = useTranslation()
  const { recognising, checking } = useAdd()
  const id = recognising.job ?? checking.job
  const job = useJob(id)
  if (job === undefined || id === null) return <TableSkeleton rows={1} />
  return (
    <Group gap="lg" wrap="nowrap" align="center">
      <div style={{ flex: 1, minWidth: 0 }}>
        <ProgressLine job={job} />
      </div>
      <Button variant="default" onClick={() => void cancelJob(id)} disabled={job.state === 'cancelling'}>
        {t('common.cancel')}
      </Button>
    </Group>
  )
}
