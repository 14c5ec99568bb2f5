import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { ErrorData } from '../../../pipeline/contract'
import { mutate } from '../../bridge'
import { ErrorPanel } from '../../ui'

/** Asks before it removes; says who still uses it where it may not. */
export function RemoveConnection({ name }: { name: string }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [open, { open: ask, close }] = useDisclosure(false)
  const [error, setError] = useState<ErrorData>()
  const remove = async (): Promise<void> => {
    const outcome = await mutate('connections.remove', { name })
    if (outcome.ok) void navigate('/settings/connections')
    else setError(outcome.error)
  }
  return (
    <>
      <Button variant="default" onClick={ask}>
        {t('connections.remove')}
      </Button>
      <Modal opened={open} onClose={close} title={t('connections.removeTitle', { name })}>
        <Stack gap="md">
          <Text>{t('connections.removeText')}</Text>
          {error === undefined ? null : <ErrorPanel error={error} />}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={close} data-autofocus>
              {t('connections.cancel')}
            </Button>
            <Button color="red" onClick={() => void remove()}>
              {t('connections.remove')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  )
}
