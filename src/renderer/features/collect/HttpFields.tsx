import { Select, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HttpCollect } from '../../../pipeline/contract'
import type { FieldsProps } from './AskFields'
import styles from './collect.module.css'
import { ConnectionSelect } from './ConnectionSelect'
import { asking, readQuery, writeQuery } from './draft'
import { Panel } from './Panel'

const units = ['day', 'month'] as const
const formats = ['json', 'xml', 'csv'] as const

export function HttpFields({ draft, collect, onChange }: FieldsProps & { collect: HttpCollect }) {
  const { t } = useTranslation()
  const { request, answer } = collect
  const set = (patch: Partial<HttpCollect>): void => onChange(asking(draft, collect, patch))
  const ask = (patch: Partial<HttpCollect['request']>): void => set({ request: { ...request, ...patch } })
  const unit = draft.interval?.unit === 'month' ? 'month' : 'day'
  return (
    <Panel title={t('collect.ask.title')}>
      <div className={styles.form}>
        <ConnectionSelect kind="http" value={collect.connection} onChange={(connection) => set({ connection })} />
        <Select
          label={t('collect.ask.interval')}
          data={units.map((value) => ({ value, label: t(`collect.ask.intervals.${value}`) }))}
          value={unit}
          allowDeselect={false}
          onChange={(value) =>
            onChange({ ...draft, interval: { ...draft.interval, unit: value === 'month' ? 'month' : 'day', every: 1 } })
          }
        />
        <Select
          label={t('collect.ask.method')}
          data={['GET', 'POST']}
          value={request.method}
          allowDeselect={false}
          onChange={(method) => ask({ method: method === 'POST' ? 'POST' : 'GET' })}
        />
        <TextInput
          className={styles.wide ?? ''}
          label={t('collect.ask.path')}
          description={t('collect.ask.pathHint')}
          inputWrapperOrder={['label', 'input', 'description']}
          value={request.path}
          onChange={(event) => ask({ path: event.currentTarget.value })}
          spellCheck={false}
        />
        <QueryField query={request.query} onChange={(query) => ask({ query })} />
        {request.method === 'POST' ? (
          <Textarea
            className={styles.wide ?? ''}
            label={t('collect.ask.body')}
            autosize
            minRows={3}
            value={request.body ?? ''}
            onChange={(event) => ask({ body: event.currentTarget.value })}
            spellCheck={false}
          />
        ) : null}
        <Select
          label={t('collect.ask.format')}
          data={formats.map((value) => ({ value, label: value.toUpperCase() }))}
          value={answer.format}
          allowDeselect={false}
          onChange={(value) => set({ answer: { ...answer, format: formats.find((one) => one === value) ?? 'json' } })}
        />
        <TextInput
          label={t('collect.ask.rows')}
          description={t('collect.ask.rowsHint')}
          inputWrapperOrder={['label', 'input', 'description']}
          value={answer.rows}
          onChange={(event) => set({ answer: { ...answer, rows: event.currentTarget.value } })}
          spellCheck={false}
        />
      </div>
    </Panel>
  )
}

/** The text is kept as it is typed: a line without a value yet is none. */
function QueryField({ query, onChange }: { query: Record<string, string>; onChange: (query: Record<string, string>) => void }) {
  const { t } = useTranslation()
  const [text, setText] = useState(() => writeQuery(query))
  const shown = JSON.stringify(readQuery(text)) === JSON.stringify(query) ? text : writeQuery(query)
  return (
    <Textarea
      className={styles.wide ?? ''}
      label={t('collect.ask.query')}
      description={t('collect.ask.queryHint')}
      inputWrapperOrder={['label', 'input', 'description']}
      autosize
      minRows={2}
      maxRows={12}
      value={shown}
      onChange={(event) => {
        setText(event.currentTarget.value)
        onChange(readQuery(event.currentTarget.value))
      }}
      spellCheck={false}
    />
  )
}
