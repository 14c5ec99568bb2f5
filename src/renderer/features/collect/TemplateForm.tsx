import { Button, PasswordInput, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CollectTemplate, DatasetSpec, ErrorData } from '../../../pipeline/contract'
import { useCall } from '../../bridge'
import { ErrorPanel } from '../../ui'
import styles from './collect.module.css'
import { Panel } from './Panel'
import { secretsOf, setUp, type Filled } from './set-up'

const secretField = (secret: string): string => `secret.${secret}`
const textOf = (value: FormDataEntryValue | null): string => (typeof value === 'string' ? value : '')

/** The few blanks of a known source: names, what to ask for, and the key. */
export function TemplateForm({ template, onFilled }: { template: CollectTemplate; onFilled: (draft: DatasetSpec) => void }) {
  const { t, i18n } = useTranslation()
  const language = i18n.language === 'ko' ? 'ko' : 'en'
  const name = template.id.replaceAll('-', '_')
  const [filled, setFilled] = useState<Filled>({ name, connection: template.id.split('-')[0] ?? name, blanks: {} })
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<ErrorData | undefined>(undefined)
  const { value: connections = [] } = useCall('connections.list', {})
  const known = connections.some((connection) => connection.name === filled.connection)
  // Secrets stand in their inputs alone: they are read when they are sent, and go with the form.
  const submit = async (form: HTMLFormElement): Promise<void> => {
    const typed = new FormData(form)
    setBusy(true)
    setError(undefined)
    const outcome = await setUp(template, filled, known, (secret) => textOf(typed.get(secretField(secret))))
    setBusy(false)
    if (outcome.ok) onFilled(outcome.value)
    else setError(outcome.error)
  }
  return (
    <Panel title={template.title[language]}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          void submit(event.currentTarget)
        }}
      >
        <p className={styles.wide}>
          {template.description[language]} <span className="muted">{t('collect.from.documentation')}:</span>{' '}
          <span className="mono">{template.documentation}</span>
        </p>
        <TextInput
          label={t('collect.template.name')}
          value={filled.name}
          onChange={(event) => setFilled({ ...filled, name: event.currentTarget.value })}
          spellCheck={false}
        />
        <TextInput
          label={t('collect.template.connection')}
          description={t('collect.template.connectionHint')}
          inputWrapperOrder={['label', 'input', 'description']}
          value={filled.connection}
          onChange={(event) => setFilled({ ...filled, connection: event.currentTarget.value })}
          spellCheck={false}
        />
        {template.blanks.map((blank) => (
          <Textarea
            key={blank.name}
            className={styles.wide ?? ''}
            label={blank.title[language]}
            description={blank.kind === 'list' ? t('collect.template.list') : undefined}
            inputWrapperOrder={['label', 'input', 'description']}
            placeholder={blank.example}
            autosize
            minRows={blank.kind === 'list' ? 2 : 1}
            maxRows={8}
            value={filled.blanks[blank.name] ?? ''}
            onChange={(event) => setFilled({ ...filled, blanks: { ...filled.blanks, [blank.name]: event.currentTarget.value } })}
          />
        ))}
        {secretsOf(template).map((secret) => (
          <PasswordInput
            key={secret}
            label={t('collect.template.secret', { name: secret })}
            description={t('collect.template.secretHint')}
            inputWrapperOrder={['label', 'input', 'description']}
            name={secretField(secret)}
            autoComplete="off"
            visibilityToggleButtonProps={{ style: { display: 'none' } }}
          />
        ))}
        {error === undefined ? null : (
          <div className={styles.wide}>
            <ErrorPanel error={error} />
          </div>
        )}
        <div className={styles.wide}>
          <Button type="submit" loading={busy}>
            {t('collect.template.go')}
          </Button>
        </div>
      </form>
    </Panel>
  )
}
