import { useTranslation } from 'react-i18next'
import type { ConnectionSummary } from '../../../pipeline/contract'
import { errorText, StateSymbol } from '../../ui'
import styles from './connections.module.css'

type Secret = ConnectionSummary['secrets'][number]

/** Which secrets have a value and where it lies; never the value. */
export function SecretStates({ secrets }: { secrets: readonly Secret[] }) {
  const { t } = useTranslation()
  if (secrets.length === 0) return <span className="muted">{t('connections.noSecret')}</span>
  return (
    <>
      {secrets.map((secret) => (
        <div key={secret.name} className={styles.step}>
          <span className="mono">{secret.name}</span> <SecretState secret={secret} />
        </div>
      ))}
    </>
  )
}

export function SecretState({ secret }: { secret: Secret }) {
  const { t } = useTranslation()
  const words =
    secret.from === null ? t('connections.notSet') : t('connections.set', { where: t(`connections.from.${secret.from}`) })
  return (
    <span className={styles.step} title={secret.reason === undefined ? undefined : errorText(secret.reason, t).hint}>
      <StateSymbol state={secret.set ? 'ok' : 'missing'} />
      {words}
      {secret.reason === undefined ? null : ` (${t('connections.unreadable')})`}
    </span>
  )
}
