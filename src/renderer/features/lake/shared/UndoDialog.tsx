import { Button, Group, Modal, ScrollArea, Stack, Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ErrorData } from '../../../../pipeline/contract'
import { ErrorPanel, formatCount } from '../../../ui'
import styles from './cells.module.css'
import type { UndoPlan } from './undo-plan'

interface Props {
  plan: UndoPlan | undefined
  busy: boolean
  error: ErrorData | undefined
  onConfirm: (plan: UndoPlan) => void
  onClose: () => void
}

/** Names what goes, what comes back, and that the undo itself can be undone. */
export function UndoDialog({ plan, busy, error, onConfirm, onClose }: Props) {
  const { t } = useTranslation()
  return (
    <Modal
      opened={plan !== undefined}
      onClose={onClose}
      size="lg"
      title={plan === undefined ? '' : t('lake.undo.title', { version: plan.version })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {plan === undefined ? null : (
        <Stack gap="md">
          <Text>{t('lake.undo.what', { name: plan.dataset, version: plan.version, by: plan.startedBy ?? '–' })}</Text>
          <PlanTable plan={plan} />
          {plan.beyond === 0 ? null : (
            <Text c="var(--p-warn-text)">{t('lake.undo.beyond', { count: plan.beyond, value: formatCount(plan.beyond) })}</Text>
          )}
          <Text>{t('lake.undo.safe')}</Text>
          {error === undefined ? null : <ErrorPanel error={error} safe={t('error.unchanged')} />}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button loading={busy} onClick={() => onConfirm(plan)}>
              {t('lake.undo.confirm', { value: formatCount(plan.partitions.length), count: plan.partitions.length })}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  )
}

function PlanTable({ plan }: { plan: UndoPlan }) {
  const { t } = useTranslation()
  return (
    <ScrollArea.Autosize mah={260} className="panel">
      <Table verticalSpacing={4} className={`tabular ${styles.table ?? ''}`} stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('lake.column.dt')}</Table.Th>
            <Table.Th ta="right">{t('lake.undo.now')}</Table.Th>
            <Table.Th ta="right">{t('lake.undo.after')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {plan.partitions.map(({ dt, rowsNow, rowsAfter }) => (
            <Table.Tr key={dt}>
              <Table.Td>{dt}</Table.Td>
              <Table.Td ta="right">{formatCount(rowsNow)}</Table.Td>
              <Table.Td ta="right">{rowsAfter === null ? t('lake.undo.gone') : formatCount(rowsAfter)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea.Autosize>
  )
}
