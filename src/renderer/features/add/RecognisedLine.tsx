import { Button, Group, Loader, Text } from '@mantine/core'
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Recognition } from '../../../pipeline/contract'
import { formatBytes, formatCount } from '../../ui'
import { load, unfold } from './store'
import { codeColumns, doubts, traits } from './summary'
import { useAdd } from './use-add'

/** The whole recognition in one line, and the button that loads it as it is. */
export function RecognisedLine({ open }: { open: boolean }) {
  const { t } = useTranslation()
  const { recognition, draft, recognising, loading } = useAdd()
  const facts = useFacts(recognition)
  if (recognition === undefined || draft === undefined) return null
  const doubtful = doubts(recognition)
  return (
    <section className="panel" style={{ padding: '12px 16px' }} aria-label={t('add.line.label')} data-testid="recognised">
      <Group justify="space-between" gap="lg" wrap="nowrap">
        <div style={{ minWidth: 0 }}>
          <Text fw={600} c="var(--p-strong)" truncate title={recognition.location}>
            {fileName(recognition.location)}{' '}
            <Text span fw={400} c="dimmed">
              {t('add.line.asName', { name: draft.name })}
            </Text>
          </Text>
          <Text className="tabular">{facts.join(' · ')}</Text>
          {doubtful.length === 0 ? null : (
            <Text size="xs" c="var(--p-warn-text)" mt={2}>
              {t('add.line.look', { what: doubtful.map((name) => t(`add.line.doubt.${name}`)).join(', ') })}
            </Text>
          )}
        </div>
        <Group gap="sm" wrap="nowrap">
          {recognising.busy ? <Loader size={14} aria-label={t('add.read.reading')} /> : null}
          {doubtful.length > 0 ? null : (
            <Button
              variant="subtle"
              color="gray"
              onClick={() => unfold(!open)}
              aria-expanded={open}
              rightSection={open ? <IconChevronUp size={14} /> : <IconChevronDown size={14} />}
            >
              {t(open ? 'add.line.hide' : 'add.line.details')}
            </Button>
          )}
          <Button
            variant={loading.name === null || loading.busy ? 'filled' : 'default'}
            onClick={() => void load()}
            disabled={recognising.busy}
            loading={loading.busy}
            data-testid="load"
          >
            {t('add.line.load')}
          </Button>
        </Group>
      </Group>
    </section>
  )
}

const fileName = (location: string): string => location.split(/[\\/]/).findLast((part) => part !== '') ?? location

function useFacts(recognition: Recognition | undefined): string[] {
  const { t } = useTranslation()
  if (recognition === undefined) return []
  const { rows, columns, bytes, fileCount } = recognition
  const codes = codeColumns(recognition)
  const value = formatCount(rows.value)
  return [
    ...traits(recognition),
    ...(codes.length === 0 ? [] : [t('add.line.codes', { names: codes.slice(0, 3).join(', ') })]),
    rows.exact ? t('add.line.rows', { value }) : t('add.line.rowsAbout', { value }),
    t('count.columns', { count: columns.length, value: formatCount(columns.length) }),
    ...(fileCount === 1 ? [] : [t('count.files', { count: fileCount, value: formatCount(fileCount) })]),
    formatBytes(bytes)
  ]
}
