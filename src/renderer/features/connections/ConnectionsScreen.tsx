import { Button, Table } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import type { ConnectionSummary, ConnectionTest } from '../../../pipeline/contract'
import { useCall, useConnectionChanges } from '../../bridge'
import { Ago, EmptyState, ErrorPanel, PageHeader, SettingsTabs, TableSkeleton } from '../../ui'
import styles from './connections.module.css'
import { SecretStates } from './SecretStates'
import { StepLabel } from './StepLabel'
import { targetText } from './target-text'
import { useLastTests } from './use-last-test'

/** Every connection: where it leads, whether its secrets have a value, who uses it, and how its last test ended. */
export function ConnectionsScreen() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { value, error, slow, reload } = useCall('connections.list', {}, { again: useConnectionChanges() })
  const add = (
    <Button leftSection={<IconPlus size={14} />} onClick={() => void navigate('/settings/connections/new')}>
      {t('connections.new')}
    </Button>
  )
  return (
    <div className={styles.page}>
      <PageHeader title={t('settings.title')} actions={value === undefined || value.length === 0 ? undefined : add} />
      <SettingsTabs />
      {error === undefined ? null : <ErrorPanel error={error} onRetry={reload} />}
      {slow ? <TableSkeleton rows={4} /> : null}
      {value?.length === 0 ? <EmptyState sentence={t('connections.none')} action={add} /> : null}
      {value === undefined || value.length === 0 ? null : <ConnectionsTable connections={value} />}
    </div>
  )
}

function ConnectionsTable({ connections }: { connections: readonly ConnectionSummary[] }) {
  const { t } = useTranslation()
  const tests = useLastTests()
  const titles = [
    t('connections.name'),
    t('connections.kind'),
    t('connections.target'),
    t('connections.secrets'),
    t('connections.usedBy'),
    t('connections.lastTest')
  ]
  return (
    <div className={`panel ${styles.scroll ?? ''}`}>
      <Table className={styles.table ?? ''} aria-label={t('connections.title')}>
        <Table.Thead>
          <Table.Tr>
            {titles.map((title) => (
              <Table.Th key={title}>{title}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {connections.map((connection) => (
            <ConnectionRow key={connection.name} connection={connection} test={tests.get(connection.name)} />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}

function ConnectionRow({ connection, test }: { connection: ConnectionSummary; test: ConnectionTest | undefined }) {
  const { t } = useTranslation()
  const { name, spec, error, secrets, usedBy } = connection
  return (
    <Table.Tr>
      <Table.Td>
        <Link to={`/settings/connections/${encodeURIComponent(name)}`}>{name}</Link>
      </Table.Td>
      <Table.Td>{spec === undefined ? null : t(`connections.kinds.${spec.target.kind}`)}</Table.Td>
      <Table.Td className={styles.wrap ?? ''}>
        {spec === undefined ? null : <span className="mono">{targetText(spec.target)}</span>}
        {error === undefined ? null : <span title={error.message}>{t('connections.broken')}</span>}
      </Table.Td>
      <Table.Td>{spec === undefined ? null : <SecretStates secrets={secrets} />}</Table.Td>
      <Table.Td className={styles.wrap ?? ''}>
        {usedBy.length === 0 ? <span className="muted">{t('connections.noUser')}</span> : usedBy.join(', ')}
      </Table.Td>
      <Table.Td>
        {test === undefined ? <span className="muted">{t('connections.never')}</span> : <LastTest test={test} />}
      </Table.Td>
    </Table.Tr>
  )
}

function LastTest({ test }: { test: ConnectionTest }) {
  return (
    <span className={styles.step}>
      <StepLabel state={test.ok ? 'ok' : 'failed'} /> <Ago at={test.at} />
    </span>
  )
}
