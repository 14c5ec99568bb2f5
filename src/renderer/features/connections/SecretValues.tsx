import { Button, PasswordInput, Title } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConnectionSummary, ErrorData } from '../../../pipeline/contract'
import { mutate, useCall } from '../../bridge'
import { Band, ErrorPanel, errorText } from '../../ui'
import styles from './connections.module.css'
import { SecretState } from './SecretStates'

/** Values are entered and forgotten here, and never shown: the engine does not tell them. */
export function SecretValues({ connection, profile }: { connection: ConnectionSummary; profile: string }) {
  const { t } = useTranslation()
  const { value: store } = useCall('secrets.store', {})
  return (
    <section className="panel" aria-label={t('connections.values')}>
      <Title order={2} className={styles.head ?? ''}>
        {t('connections.values')}
      </Title>
      <p className={styles.lead}>{t('connections.valuesAbout', { profile })}</p>
      {store?.kind === 'memory' ? (
        <div className={styles.body}>
          <Band tone="warn" title={t('connections.noStore')}>
            {store.reason === undefined ? null : errorText(store.reason, t).hint}
          </Band>
        </div>
      ) : null}
      {connection.secrets.map((secret) => (
        <SecretRow key={secret.name} connection={connection.name} secret={secret} />
      ))}
    </section>
  )
}

function SecretRow({ connection, secret }: { connection: string; secret: ConnectionSummary['secrets'][number] }) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [error, setError] = useState<ErrorData>()
  const send = async (value: string): Promise<void> => {
    // It leaves the page with the call: nothing here keeps it.
    setText('')
    const outcome = await mutate('connections.secret', { name: connection, secret: secret.name, value })
    setError(outcome.ok ? undefined : outcome.error)
  }
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (text !== '') void send(text)
  }
  return (
    <form onSubmit={submit}>
      <div className={styles.secret}>
        <span className="mono">{secret.name}</span>
        <SecretState secret={secret} />
        <PasswordInput
          aria-label={t('connections.newValue', { name: secret.name })}
          placeholder={t('connections.newValue', { name: secret.name })}
          value={text}
          autoComplete="off"
          visibilityToggleButtonProps={{ style: { display: 'none' } }}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" disabled={text === ''}>
          {t('connections.setValue')}
        </Button>
        <Button variant="subtle" color="gray" disabled={!secret.set && secret.reason === undefined} onClick={() => void send('')}>
          {t('connections.forget')}
        </Button>
      </div>
      {error === undefined ? null : <ErrorPanel error={error} />}
    </form>
  )
}
