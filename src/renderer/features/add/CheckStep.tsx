import { Button, Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ErrorPanel } from '../../ui'
import { CheckResult } from './CheckResult'
import { RecognisingLine } from './RecognisingLine'
import { check } from './store'
import { useAdd } from './use-add'

/** What a load would do, without doing it. */
export function CheckStep() {
  const { t } = useTranslation()
  const { check: result, checking } = useAdd()
  return (
    <Stack gap="md" p="lg">
      <Group gap="md">
        <Button variant="default" onClick={() => void check()} loading={checking.busy} data-testid="check">
          {t(result === undefined ? 'add.check.run' : 'add.check.again')}
        </Button>
        <Text c="dimmed">{t('add.check.hint')}</Text>
      </Group>
      {checking.busy ? <RecognisingLine /> : null}
      {checking.error === undefined ? null : (
        <ErrorPanel error={checking.error} safe={t('add.load.safe')} onRetry={() => void check()} />
      )}
      {result === undefined ? null : <CheckResult result={result} />}
    </Stack>
  )
}
