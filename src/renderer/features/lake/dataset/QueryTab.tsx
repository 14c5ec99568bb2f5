import { Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { CopyAction } from '../../../ui'
import styles from '../shared/cells.module.css'

/** The SQL of which each partition is made; it is changed in the dataset file. */
export function QueryTab({ sql }: { sql: string }) {
  const { t } = useTranslation()
  return (
    <Stack gap="xs">
      <Group justify="space-between">
        <Text c="dimmed">{t('lake.query.about')}</Text>
        <CopyAction value={sql} label={t('lake.query.copy')} />
      </Group>
      <pre className={`mono ${styles.code ?? ''}`} tabIndex={0} aria-label="SQL">
        {sql.trim()}
      </pre>
    </Stack>
  )
}
