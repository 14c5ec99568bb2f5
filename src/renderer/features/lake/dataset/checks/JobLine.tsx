import { Button, Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { JobKind } from '../../../../../pipeline/contract'
import type { JobFollower } from '../../../../bridge'
import { ErrorPanel, ProgressLine } from '../../../../ui'

/** A job at work, with its cancel, or why it came to nothing. */
export function JobLine<K extends JobKind>({ runner: { job, busy, error, cancel } }: { runner: JobFollower<K> }) {
  const { t } = useTranslation()
  if (error !== undefined) return error.code === 'cancelled' ? null : <ErrorPanel error={error} />
  if (!busy || job === undefined) return null
  return (
    <Group gap="md" wrap="nowrap">
      <div style={{ flex: 1, minWidth: 0 }}>
        <ProgressLine job={job} />
      </div>
      <Button variant="default" onClick={cancel} disabled={job.state === 'cancelling'}>
        {t('common.cancel')}
      </Button>
    </Group>
  )
}
