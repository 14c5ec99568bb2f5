import { Button, Group, SegmentedControl, TagsInput, TextInput, Title } from '@mantine/core'
import { useState, type SubmitEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConnectionSpec, ErrorData } from '../../../../pipeline/contract'
import { mutate } from '../../../bridge'
import { ErrorPanel } from '../../../ui'
import styles from '../connections.module.css'
import { draftOf, newDraft, specOf, type Draft } from './draft'
import { FieldInput } from './FieldInput'
import { fieldsOf, kinds, type Kind } from './fields'
import { Overrides } from './Overrides'
import { problemsOf } from './problems'
import { useFieldWords } from './use-field-words'

interface Props {
  /** The connection as it is saved; undefined for a new one. */
  saved: ConnectionSpec | undefined
  profiles: readonly string[]
  onSaved: (name: string) => void
  /** Beside the button that saves. */
  actions?: ReactNode
}

/** Everything of a connection but the values of its secrets; problems are shown where they are, once something was typed there. */
export function ConnectionForm({ saved, profiles, onSaved, actions }: Props) {
  const { t } = useTranslation()
  const [draft, setDraft] = useState(() => (saved === undefined ? newDraft('http') : draftOf(saved)))
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set())
  const { save, busy, error, done } = useSave(saved, onSaved)
  const problems = problemsOf(draft)
  const words = useFieldWords()
  const shown = (input: string): string | undefined => (touched.has(input) ? words.problem(problems.get(input)) : undefined)
  const change = (input: string, patch: Partial<Draft>): void => {
    setDraft((before) => ({ ...before, ...patch }))
    setTouched((before) => new Set([...before, input]))
  }
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    setTouched(new Set(problems.keys()))
    if (problems.size === 0) save(draft)
  }
  return (
    <section className="panel" aria-label={t('connections.form')}>
      <Title order={2} className={styles.head ?? ''}>
        {t('connections.form')}
      </Title>
      <form onSubmit={submit} noValidate className={styles.body}>
        <div className={styles.grid}>
          {saved !== undefined ? null : (
            <>
              <SegmentedControl<Kind>
                className={styles.wide ?? ''}
                w="fit-content"
                aria-label={t('connections.kind')}
                value={draft.kind}
                data={kinds.map((value) => ({ value, label: t(`connections.kinds.${value}`) }))}
                onChange={(kind) => setDraft({ ...newDraft(kind), name: draft.name })}
              />
              <TextInput
                label={t('connections.name')}
                withAsterisk
                data-autofocus
                value={draft.name}
                error={shown('name')}
                onChange={(event) => change('name', { name: event.currentTarget.value })}
              />
              <div />
            </>
          )}
          {fieldsOf[draft.kind].map((field) => (
            <FieldInput
              key={`${draft.kind} ${field.path}`}
              field={field}
              text={draft.values[field.path] ?? ''}
              problem={shown(field.path)}
              onChange={(text) => change(field.path, { values: { ...draft.values, [field.path]: text } })}
            />
          ))}
          <TagsInput
            className={styles.wide ?? ''}
            label={t('connections.secretNames')}
            description={t('connections.secretNamesHint')}
            value={[...draft.secrets]}
            error={shown('secrets')}
            onChange={(secrets) => change('secrets', { secrets })}
          />
          <Overrides
            draft={draft}
            profiles={profiles}
            problems={new Map([...problems].filter(([input]) => touched.has(input)))}
            onChange={(overrides) => change(`override ${overrides.length - 1}`, { overrides })}
          />
        </div>
        {error === undefined ? null : <ErrorPanel error={error} />}
        <Group mt="md" gap="sm">
          <Button type="submit" loading={busy}>
            {t('connections.save')}
          </Button>
          {actions}
          <span role="status" className="muted">
            {done ? t('connections.saved') : ''}
          </span>
        </Group>
      </form>
    </section>
  )
}

function useSave(saved: ConnectionSpec | undefined, onSaved: (name: string) => void) {
  const [state, setState] = useState<{ busy: boolean; done: boolean; error?: ErrorData }>({ busy: false, done: false })
  const save = (draft: Draft): void => {
    setState({ busy: true, done: false })
    void mutate('connections.save', { spec: specOf(draft, saved), replace: saved !== undefined }).then((outcome) => {
      setState(outcome.ok ? { busy: false, done: true } : { busy: false, done: false, error: outcome.error })
      if (outcome.ok) onSaved(outcome.value.name)
    })
  }
  return { ...state, save }
}
