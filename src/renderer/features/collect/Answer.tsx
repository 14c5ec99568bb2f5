import { Button, Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { CollectPreview, DatasetSpec } from '../../../pipeline/contract'
import { formatBytes, formatCount, SampleGrid } from '../../ui'
import type { FieldsProps } from './AskFields'
import styles from './collect.module.css'
import { asking } from './draft'

/** What was asked and what came: as text, as rows, and as columns that can be taken over. */
export function Answer({ preview, draft, onChange }: FieldsProps & { preview: CollectPreview }) {
  const { t } = useTranslation()
  const { asked, status, bytes, raw, rows, total, columns, key } = preview
  const about = [
    status === null ? formatBytes(bytes) : t('collect.preview.status', { status, bytes: formatBytes(bytes) }),
    ...(total === null ? [] : [t('collect.preview.total', { value: formatCount(total) })])
  ]
  return (
    <div className={styles.answer}>
      <div>
        <span className="muted">{t('collect.preview.asked')}</span> <span className="mono">{asked}</span>
      </div>
      <div className="tabular">{about.join(' · ')}</div>
      <details>
        <summary>{t('collect.preview.raw')}</summary>
        <pre className={`mono ${styles.raw ?? ''}`}>{raw}</pre>
      </details>
      <Paths preview={preview} draft={draft} onChange={onChange} />
      {rows.length === 0 ? <p className="muted">{t('collect.preview.none')}</p> : null}
      {rows.length === 0 ? null : <SampleGrid label={t('collect.preview.rows')} rows={rows} />}
      {columns.length === 0 ? null : (
        <div>
          <Button variant="default" onClick={() => onChange(taking(draft, columns, key))}>
            {t('collect.preview.take', { value: formatCount(columns.length) })}
          </Button>
        </div>
      )}
    </div>
  )
}

/** Columns as they were told from the rows; what was declared of one of the same source stays, and so does what somebody described. */
function taking(draft: DatasetSpec, columns: DatasetSpec['columns'], key: string[]): DatasetSpec {
  const sourceOf = (column: DatasetSpec['columns'][number]): string => JSON.stringify(column.source)
  const declared = new Map(draft.columns.map((column) => [sourceOf(column), column]))
  const found = new Set(columns.map(sourceOf))
  const described = draft.columns.filter((column) => column.description !== undefined && !found.has(sourceOf(column)))
  return {
    ...draft,
    columns: [...columns.map((column) => declared.get(sourceOf(column)) ?? column), ...described],
    primaryKey: draft.primaryKey.length > 0 ? draft.primaryKey : key
  }
}

/** Other places where rows could stand, single ones where there are none yet; a click asks nothing, it only says so in the dataset. */
function Paths({ preview: { paths, rows: found }, draft, onChange }: FieldsProps & { preview: CollectPreview }) {
  const { t } = useTranslation()
  const { collect } = draft
  if (collect?.kind !== 'http') return null
  const others = paths.filter(({ path, rows }) => path !== collect.answer.rows && (found.length === 0 || rows > 1)).slice(0, 6)
  if (others.length === 0) return null
  return (
    <Group gap="xs">
      <span className="muted">{t('collect.preview.paths')}</span>
      {others.map(({ path, rows }) => (
        <Button
          key={path}
          size="compact-xs"
          variant="default"
          onClick={() => onChange(asking(draft, collect, { answer: { ...collect.answer, rows: path } }))}
        >
          {t('collect.preview.use', { path: path === '' ? t('collect.preview.root') : path, value: formatCount(rows) })}
        </Button>
      ))}
    </Group>
  )
}
