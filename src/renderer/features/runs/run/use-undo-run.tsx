import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { mutate, useJobFollower } from '../../../bridge'
import { ErrorPanel, ProgressLine } from '../../../ui'
import { Undone } from './Undone'

/** Asks before a run or backfill is taken back, follows the undo, and tells what came of it. */
export function useUndoRun(id: string) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const { job, result, error, busy, follow, clear } = useJobFollower('undo')
  const confirm = (): void => follow(mutate('runs.undo', { id }))
  const ask = (): void => {
    clear()
    setOpen(true)
  }
  const shown = open && result === undefined
  // Of several datasets, some may be back already although the undo failed: the error then says which.
  const safe = error?.details?.undone === undefined ? t('error.unchanged') : undefined
  const dialog = (
    <Modal
      opened={shown}
      onClose={() => setOpen(false)}
      title={t('runs.undo.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack gap="md">
        <Text>{t('runs.undo.what', { id })}</Text>
        <Text>{t('runs.undo.safe')}</Text>
        {busy && job !== undefined ? <ProgressLine job={job} /> : null}
        {error === undefined ? null : <ErrorPanel error={error} {...(safe === undefined ? {} : { safe })} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={() => setOpen(false)}>
            {t('common.cancel')}
          </Button>
          <Button loading={busy} onClick={confirm}>
            {t('runs.undo.confirm')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
  const outcome = result === undefined ? null : <Undone result={result} />
  return { ask, dialog, outcome, done: result !== undefined }
}
