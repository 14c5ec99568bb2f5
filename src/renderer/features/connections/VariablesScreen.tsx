import { useTranslation } from 'react-i18next'
import { Stack } from '@mantine/core'
import { useCall, useConnectionChanges } from '../../bridge'
import { ErrorPanel, PageHeader, SettingsTabs, TableSkeleton } from '../../ui'
import styles from './connections.module.css'
import { ProfileSwitch } from './ProfileSwitch'
import { VariablesForm } from './variables/VariablesForm'

/** Variables with a column for each profile, and the profile that is open. */
export function VariablesScreen() {
  const { t } = useTranslation()
  const again = useConnectionChanges()
  const { value: profiles } = useCall('profiles.get', {}, { again })
  const { value: file, error, slow, reload } = useCall('variables.get', {})
  return (
    <div className={styles.page}>
      <PageHeader title={t('settings.title')} />
      <SettingsTabs />
      {error === undefined ? null : <ErrorPanel error={error} onRetry={reload} />}
      {slow ? <TableSkeleton rows={5} /> : null}
      <Stack gap="lg">
        {file === undefined || profiles === undefined ? null : <VariablesForm file={file} known={profiles.known} />}
        {profiles === undefined ? null : <ProfileSwitch profiles={profiles} />}
      </Stack>
    </div>
  )
}
