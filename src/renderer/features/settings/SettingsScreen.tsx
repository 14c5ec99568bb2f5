import { Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { PageHeader } from '../../ui'
import { Appearance } from './Appearance'
import { WorkspaceFacts } from './WorkspaceFacts'

export function SettingsScreen() {
  const { t } = useTranslation()
  return (
    <Stack gap="lg" maw={760}>
      <PageHeader title={t('settings.title')} />
      <Appearance />
      <WorkspaceFacts />
    </Stack>
  )
}
