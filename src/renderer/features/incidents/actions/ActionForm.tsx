import { Button, TextInput } from '@mantine/core'
import { useState, type SyntheticEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { IncidentAction } from '../../../../pipeline/contract'
import { useNow } from '../../../bridge'
import { parseUntil, useZone } from '../../../ui'
import styles from '../incidents.module.css'
import { SnoozeUntil } from './SnoozeUntil'

/** Actions that want words. */
export type Worded = 'snooze' | 'note' | 'close'

interface Props {
  act: Worded
  busy: boolean
  onSend: (action: IncidentAction) => void
  onCancel: () => void
}

/** Why it is put off and until when, what is known of it, or why it is closed. */
export function ActionForm({ act, busy, onSend, onCancel }: Props) {
  const { t } = useTranslation()
  const zone = useZone()
  const now = useNow() ?? 0
  const [text, setText] = useState('')
  const [until, setUntil] = useState('')
  const [tried, setTried] = useState(false)
  const at = act === 'snooze' ? parseUntil(until, zone, now) : now
  const words = text.trim()
  const save = (event: SyntheticEvent): void => {
    event.preventDefault()
    setTried(true)
    if (words === '' || at === null) return
    if (act === 'snooze') onSend({ do: 'snooze', until: new Date(at).toISOString(), reason: words })
    else if (act === 'close') onSend({ do: 'close', reason: words })
    else onSend({ do: 'note', text: words })
  }
  return (
    <form
      className={styles.form}
      onSubmit={save}
      aria-label={t(`incidents.form.${act}.title`)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onCancel()
      }}
    >
      <TextInput
        className={styles.grow ?? ''}
        label={t(`incidents.form.${act}.text`)}
        placeholder={t(`incidents.form.${act}.placeholder`)}
        value={text}
        maxLength={2000}
        autoFocus
        error={tried && words === '' ? t('incidents.form.needed') : undefined}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {act === 'snooze' ? (
        <SnoozeUntil value={until} wrong={tried && at === null} zone={zone} now={now} onChange={setUntil} />
      ) : null}
      <div className={styles.formEnd}>
        <Button type="submit" loading={busy}>
          {t(`incidents.form.${act}.save`)}
        </Button>
        <Button variant="subtle" color="gray" onClick={onCancel}>
          {t('common.cancel')}
        </Button>
      </div>
    </form>
  )
}
