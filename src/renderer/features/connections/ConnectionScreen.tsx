import { Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import type { ConnectionSummary } from '../../../pipeline/contract'
import { useCall, useConnectionChanges } from '../../bridge'
import { ErrorPanel, PageHeader, SettingsTabs, TableSkeleton } from '../../ui'
import styles from './connections.module.css'
import { ConnectionForm } from './form/ConnectionForm'
import { RemoveConnection } from './RemoveConnection'
import { SecretValues } from './SecretValues'
import { TestPanel } from './TestPanel'

const pageOf = (name: string): string => `/settings/connections/${encodeURIComponent(name)}`

/** One connection, or a new one. */
export function ConnectionScreen() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { name = '' } = useParams()
  const isNew = name === 'new'
  const { value: profiles } = useCall('profiles.get', {})
  const { value, error, slow, reload } = useCall('connections.get', isNew ? null : { name }, { again: useConnectionChanges() })
  const known = profiles?.known ?? []
  return (
    <div className={styles.page}>
      <PageHeader title={isNew ? t('connections.new') : name} />
      <SettingsTabs />
      {error === undefined ? null : <ErrorPanel error={error} onRetry={reload} />}
      {slow ? <TableSkeleton rows={8} /> : null}
      {isNew ? (
        <ConnectionForm saved={undefined} profiles={known} onSaved={(saved) => void navigate(pageOf(saved), { replace: true })} />
      ) : null}
      {value === undefined ? null : (
        <Found key={value.name} connection={value} active={profiles?.active ?? 'default'} known={known} />
      )}
    </div>
  )
}

interface FoundProps {
  connection: ConnectionSummary
  active: string
  known: readonly string[]
}

/** A file that cannot be read can still be removed. */
function Found({ connection, active, known }: FoundProps) {
  const { name, spec, error } = connection
  const remove = <RemoveConnection name={name} />
  if (spec === undefined) return error === undefined ? null : <ErrorPanel error={error} actions={remove} />
  return (
    <Stack gap="lg">
      <TestPanel name={name} profile={active} />
      {connection.secrets.length === 0 ? null : <SecretValues connection={connection} profile={active} />}
      <ConnectionForm saved={spec} profiles={known} onSaved={() => undefined} actions={remove} />
    </Stack>
  )
}
