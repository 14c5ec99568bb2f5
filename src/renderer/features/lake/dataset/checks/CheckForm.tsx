import { Button, SegmentedControl, Select, TextInput, Title } from '@mantine/core'
import { useState, type SyntheticEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { CheckSpec, DatasetDetail } from '../../../../../pipeline/contract'
import { checkSentence } from './check-sentence'
import { CheckField } from './CheckField'
import styles from './checks.module.css'
import { draftOf, emptyDraft, readDraft, type CheckDraft } from './draft'
import { checkKinds, fieldsOf } from './fields'
import { useColumns } from './use-columns'

interface Props {
  detail: DatasetDetail
  /** The check that is changed; undefined for a new one. */
  before: CheckSpec | undefined
  checks: readonly CheckSpec[]
  busy: boolean
  onSave: (check: CheckSpec) => void
  onCancel: () => void
}

/** Declares a check: its kind, what it wants to know, and the sentence that it comes to while it is written. */
export function CheckForm({ detail, before, checks, busy, onSave, onCancel }: Props) {
  const { t } = useTranslation()
  const columns = useColumns(detail)
  const [draft, setDraft] = useState<CheckDraft>(before === undefined ? emptyDraft : draftOf(before))
  const [tried, setTried] = useState(false)
  const taken = new Set(checks.filter(({ id }) => id !== before?.id).map(({ id }) => id))
  const named = draft.id.trim() === '' ? { ...draft, id: nameOf(draft, taken) } : draft
  const { check, problems } = readDraft(named, taken, before)
  const save = (event: SyntheticEvent): void => {
    event.preventDefault()
    setTried(true)
    if (check !== undefined) onSave(check)
  }
  const title = before === undefined ? t('checks.form.new') : t('checks.form.change', { id: before.id })
  return (
    <form
      className={`panel ${styles.panel ?? ''}`}
      aria-label={title}
      onSubmit={save}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onCancel()
      }}
    >
      <Title order={3}>{title}</Title>
      <div className={styles.fields}>
        <Select
          label={t('checks.form.kind')}
          data={checkKinds.map((value) => ({ value, label: t(`checks.kind.${value}`) }))}
          value={draft.kind}
          allowDeselect={false}
          autoFocus={before === undefined}
          onChange={(kind) => {
            const next = checkKinds.find((one) => one === kind)
            if (next !== undefined) setDraft({ ...draft, kind: next, fields: next === 'rows' ? emptyDraft.fields : {} })
          }}
        />
        <TextInput
          label={t('checks.form.id')}
          placeholder={named.id}
          value={draft.id}
          error={tried && problems.id !== undefined ? t(`checks.problem.${problems.id}`) : undefined}
          onChange={(event) => setDraft({ ...draft, id: event.currentTarget.value })}
        />
        {fieldsOf[draft.kind].map((field) => (
          <CheckField
            key={`${draft.kind} ${field.name}`}
            field={field}
            value={draft.fields[field.name] ?? ''}
            columns={columns}
            problem={tried ? problems[field.name] : undefined}
            onChange={(value) => setDraft({ ...draft, fields: { ...draft.fields, [field.name]: value } })}
          />
        ))}
      </div>
      <p className={styles.live} role="status">
        {check === undefined ? t('checks.form.incomplete') : checkSentence(t, check)}
      </p>
      <div className={styles.buttons}>
        <SegmentedControl
          aria-label={t('checks.form.severity')}
          data={(['block', 'warn'] as const).map((value) => ({ value, label: t(`checks.severity.${value}`) }))}
          value={draft.severity}
          onChange={(value) => setDraft({ ...draft, severity: value === 'warn' ? 'warn' : 'block' })}
        />
        <Button type="submit" loading={busy}>
          {t(before === undefined ? 'checks.form.save' : 'checks.form.saveChange')}
        </Button>
        <Button variant="subtle" color="gray" onClick={onCancel}>
          {t('common.cancel')}
        </Button>
      </div>
    </form>
  )
}

/** A name from what the check is about, where none was written. */
function nameOf({ kind, fields }: CheckDraft, taken: ReadonlySet<string>): string {
  const about = (fields.column ?? fields.left ?? fields.dataset ?? '').trim().replaceAll(/[^\p{L}\p{N}_]/gu, '_')
  const name = about === '' ? kind : `${about}_${kind}`
  const free = Array.from({ length: taken.size + 1 }, (_, index) => (index === 0 ? name : `${name}_${index + 1}`))
  return free.find((one) => !taken.has(one)) ?? name
}
