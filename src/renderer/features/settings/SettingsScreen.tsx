import { Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { PageHeader, SettingsTabs } from '../../ui'
import { Appearance } from './Appearance'
import { WorkspaceFacts } from './WorkspaceFacts'

export function SettingsScreen() {
  const { t } = useTranslation()
  return (
    <div style={{ maxWidth: 760 }}>
      <PageHeader title={t('settings.title')} />
      <SettingsTabs />
      <Stack gap="lg">
        <Appearance />
        <WorkspaceFacts />
      </Stack>
    </div>
  )
}
