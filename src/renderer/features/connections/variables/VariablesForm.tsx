import { ActionIcon, Button, Group, Table, TextInput, Title } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useState, type SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { ErrorData, VariablesFile } from '../../../../pipeline/contract'
import { mutate } from '../../../bridge'
import { EmptyState, ErrorPanel } from '../../../ui'
import styles from '../connections.module.css'
import { NewName } from './NewName'
import { DEFAULT, fileOf, tableOf, type VariableTable } from './table'

/** Edits the whole file of variables; nothing is written before it is saved. */
export function VariablesForm({ file, known }: { file: VariablesFile; known: readonly string[] }) {
  const { t } = useTranslation()
  const [table, setTable] = useState(() => tableOf(file, known))
  const [state, setState] = useState<{ done: boolean; error?: ErrorData }>({ done: false })
  const empty = table.rows.length === 0 && table.profiles.length === 1 && Object.keys(file.variables).length === 0
  const change = (next: VariableTable): void => {
    setTable(next)
    setState({ done: false })
  }
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    void mutate('variables.save', { file: fileOf(table) }).then((outcome) =>
      setState(outcome.ok ? { done: true } : { done: false, error: outcome.error })
    )
  }
  const addVariable = (name: string): void => change({ ...table, rows: [...table.rows, { name, texts: {} }] })
  const addProfile = (name: string): void => change({ ...table, profiles: [...table.profiles, name] })
  return (
    <section className="panel" aria-label={t('variables.table')}>
      <Title order={2} className={styles.head ?? ''}>
        {t('variables.table')}
      </Title>
      <p className={styles.lead}>{t('variables.about')}</p>
      {table.rows.length === 0 ? <EmptyState sentence={t('variables.none')} /> : null}
      <form onSubmit={submit}>
        {table.rows.length === 0 ? null : <Cells table={table} onChange={change} />}
        {state.error === undefined ? null : <ErrorPanel error={state.error} />}
        <Group p={16} gap="sm" display={empty ? 'none' : 'flex'}>
          <Button type="submit">{t('variables.save')}</Button>
          <span role="status" className="muted">
            {state.done ? t('connections.saved') : ''}
          </span>
        </Group>
      </form>
      <Group px={16} pb={16} gap="xl" align="flex-start">
        <NewName
          label={t('variables.newName')}
          action={t('variables.add')}
          taken={table.rows.map(({ name }) => name)}
          onAdd={addVariable}
        />
        <NewName label={t('variables.newProfile')} action={t('variables.addProfile')} taken={table.profiles} onAdd={addProfile} />
      </Group>
    </section>
  )
}

function Cells({ table, onChange }: { table: VariableTable; onChange: (table: VariableTable) => void }) {
  const { t } = useTranslation()
  const { profiles, rows } = table
  const write = (name: string, profile: string, text: string): void =>
    onChange({
      ...table,
      rows: rows.map((row) => (row.name === name ? { ...row, texts: { ...row.texts, [profile]: text } } : row))
    })
  return (
    <div className={styles.scroll}>
      <Table className={styles.table ?? ''} aria-label={t('variables.table')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('variables.variable')}</Table.Th>
            {profiles.map((profile) => (
              <Table.Th key={profile}>{profile}</Table.Th>
            ))}
            <Table.Th aria-label={t('connections.remove')} />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ name, texts }) => (
            <Table.Tr key={name}>
              <Table.Td className="mono">{name}</Table.Td>
              {profiles.map((profile) => (
                <Table.Td key={profile}>
                  <TextInput
                    aria-label={t('variables.valueOf', { name, profile })}
                    placeholder={profile === DEFAULT ? '' : t('variables.asDefault')}
                    value={texts[profile] ?? ''}
                    spellCheck={false}
                    onChange={(event) => write(name, profile, event.currentTarget.value)}
                  />
                </Table.Td>
              ))}
              <Table.Td>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('variables.drop', { name })}
                  onClick={() => onChange({ ...table, rows: rows.filter((row) => row.name !== name) })}
                >
                  <IconTrash size={16} />
                </ActionIcon>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}
