import { Select, TagsInput, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Encoding, FileFormat } from '../../../pipeline/contract'
import { Certainty } from '../../ui'
import { correct } from './store'
import { useAdd } from './use-add'

const delimiters = [
  { value: ',', name: 'comma' },
  { value: '\t', name: 'tab' },
  { value: ';', name: 'semicolon' },
  { value: '|', name: 'pipe' }
] as const
const encodings: { value: Encoding; label: string }[] = [
  { value: 'utf-8', label: 'UTF-8' },
  { value: 'cp949', label: 'CP949 (EUC-KR)' }
]
const formats: { value: FileFormat; label: string }[] = [
  { value: 'csv', label: 'CSV / TSV' },
  { value: 'jsonl', label: 'JSON Lines' },
  { value: 'parquet', label: 'Parquet' }
]

/** How the source is read, each with its certainty; a correction reads it again at once. */
export function ReadFields() {
  const { t } = useTranslation()
  const { recognition } = useAdd()
  if (recognition === undefined) return null
  const { format, encoding } = recognition
  return (
    <div className="add-fields">
      <Select
        label={<Labelled text={t('add.read.format')} certainty={format.certainty} />}
        data={formats}
        value={format.value}
        allowDeselect={false}
        onChange={(value) => (value === null ? undefined : correct({ format: value }))}
      />
      {format.value === 'parquet' ? null : (
        <Select
          label={<Labelled text={t('add.read.encoding')} certainty={encoding.certainty} />}
          data={encodings}
          value={encoding.value}
          allowDeselect={false}
          onChange={(value) => (value === null ? undefined : correct({ encoding: value }))}
        />
      )}
      {format.value === 'csv' ? <CsvFields /> : null}
      {format.value === 'parquet' ? null : <NullsField />}
      {recognition.kind === 'folder' || recognition.fileCount > 1 ? <FolderFields /> : null}
    </div>
  )
}

function Labelled({ text, certainty }: { text: string; certainty: number }) {
  return (
    <span style={{ display: 'inline-flex', gap: 8, alignItems: 'center' }}>
      {text} <Certainty value={certainty} />
    </span>
  )
}

function CsvFields() {
  const { t } = useTranslation()
  const { recognition } = useAdd()
  if (recognition === undefined) return null
  const { delimiter, header, quote } = recognition
  const known = delimiters.map(({ value, name }) => ({ value, label: t(`add.read.delimiters.${name}`) }))
  const data = known.some(({ value }) => value === delimiter.value)
    ? known
    : [...known, { value: delimiter.value, label: delimiter.value }]
  return (
    <>
      <Select
        label={<Labelled text={t('add.read.delimiter')} certainty={delimiter.certainty} />}
        data={data}
        value={delimiter.value}
        allowDeselect={false}
        onChange={(value) => (value === null ? undefined : correct({ delimiter: value }))}
      />
      <Select
        label={<Labelled text={t('add.read.header')} certainty={header.certainty} />}
        data={[
          { value: 'yes', label: t('add.read.headerYes') },
          { value: 'no', label: t('add.read.headerNo') }
        ]}
        value={header.value ? 'yes' : 'no'}
        allowDeselect={false}
        onChange={(value) => correct({ header: value === 'yes' })}
      />
      <Select
        label={t('add.read.quote')}
        data={[
          { value: '"', label: '"' },
          { value: "'", label: "'" },
          { value: 'none', label: t('add.read.quoteNone') }
        ]}
        value={quote === '' ? 'none' : quote}
        allowDeselect={false}
        onChange={(value) => (value === null ? undefined : correct({ quote: value === 'none' ? '' : value }))}
      />
    </>
  )
}

function NullsField() {
  const { t } = useTranslation()
  const { draft } = useAdd()
  return (
    <TagsInput
      label={t('add.read.nulls')}
      description={t('add.read.nullsHint')}
      inputWrapperOrder={['label', 'input', 'description']}
      value={draft?.source?.nulls ?? []}
      onChange={(nulls) => correct({ nulls })}
      splitChars={[]}
      clearable
    />
  )
}

function FolderFields() {
  const { t } = useTranslation()
  const { draft } = useAdd()
  return (
    <>
      <LateInput
        key={`pattern ${draft?.source?.pattern ?? ''}`}
        label={t('add.read.pattern')}
        hint={t('add.read.patternHint')}
        value={draft?.source?.pattern ?? ''}
        onCommit={(pattern) => correct({ pattern: pattern === '' ? undefined : pattern })}
      />
      <LateInput
        key={`template ${draft?.source?.pathTemplate ?? ''}`}
        label={t('add.read.template')}
        hint={t('add.read.templateHint')}
        value={draft?.source?.pathTemplate ?? ''}
        onCommit={(pathTemplate) => correct({ pathTemplate: pathTemplate === '' ? undefined : pathTemplate })}
      />
    </>
  )
}

interface LateProps {
  label: string
  hint: string
  value: string
  onCommit: (text: string) => void
}

/** Commits on Enter or when the focus leaves, since each commit reads the source again. */
function LateInput({ label, hint, value, onCommit }: LateProps) {
  const commit = (text: string): void => {
    if (text.trim() !== value) onCommit(text.trim())
  }
  return (
    <TextInput
      label={label}
      description={hint}
      inputWrapperOrder={['label', 'input', 'description']}
      defaultValue={value}
      spellCheck={false}
      onBlur={(event) => commit(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) commit(event.currentTarget.value)
      }}
    />
  )
}
