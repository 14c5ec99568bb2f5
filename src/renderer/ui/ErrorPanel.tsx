import { Button, Collapse, Group, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ErrorData } from '../../pipeline/contract'
import { CopyAction } from './CopyAction'
import { errorText } from './error-text'

interface Props {
  error: ErrorData
  /** What the user may rely on; by default what the error itself allows to say. */
  safe?: string
  /** Asks again or does it again. */
  onRetry?: (() => void) | undefined
  actions?: ReactNode
}

/** Where it happened: what happened, what is safe, what to do, details to copy. */
export function ErrorPanel({ error, safe, onRetry, actions }: Props) {
  const { t } = useTranslation()
  const [open, { toggle }] = useDisclosure(false)
  const words = errorText(error, t)
  const details = JSON.stringify(error, null, 2)
  return (
    <section
      role="alert"
      className="panel"
      style={{ padding: '12px 16px', borderInlineStart: '3px solid var(--p-state-failed)' }}
    >
      <Group align="flex-start" gap="sm" wrap="nowrap">
        <IconAlertTriangle size={18} color="var(--p-fail-text)" style={{ flex: 'none', marginTop: 1 }} aria-hidden />
        <Stack gap={6} style={{ minWidth: 0, flex: 1 }}>
          <Text fw={600} c="var(--p-fail-text)">
            {words.title}
          </Text>
          <Text>{words.message}</Text>
          {safe === undefined ? null : <Text>{safe}</Text>}
          <Text>{words.hint}</Text>
          <Group gap="sm">
            {onRetry === undefined ? null : (
              <Button variant="default" onClick={onRetry}>
                {t('common.retry')}
              </Button>
            )}
            {actions}
            <Button variant="subtle" color="gray" onClick={toggle} aria-expanded={open}>
              {t('error.details')}
            </Button>
            <CopyAction value={details} label={t('error.copyDetails')} />
          </Group>
          <Collapse expanded={open}>
            <pre className="mono" style={{ margin: 0, whiteSpace: 'pre-wrap' }}>
              {details}
            </pre>
          </Collapse>
        </Stack>
      </Group>
    </section>
  )
}
