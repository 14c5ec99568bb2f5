import { Button, Kbd } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { IncidentAction, IncidentSummary } from '../../../../pipeline/contract'
import styles from '../incidents.module.css'
import { ActionForm, type Worded } from './ActionForm'

/** Resolves with whether it was done. */
export type OnAct = (incidents: readonly IncidentSummary[], action: IncidentAction) => Promise<boolean>

interface Props {
  incidents: readonly IncidentSummary[]
  onAct: OnAct
  children?: ReactNode
}

type Act = IncidentAction['do']
const keys: Readonly<Record<Act, string>> = { acknowledge: 'a', snooze: 's', note: 'n', close: 'c', reopen: 'o' }

/** States in which each makes a difference. */
const from: Readonly<Record<Act, readonly IncidentSummary['state'][]>> = {
  acknowledge: ['open', 'snoozed'],
  snooze: ['open', 'acknowledged', 'snoozed'],
  note: ['open', 'acknowledged', 'snoozed', 'closed'],
  close: ['open', 'acknowledged', 'snoozed'],
  reopen: ['acknowledged', 'snoozed', 'closed']
}

/** What can be done with one or several incidents; what needs words unfolds below. Each has a key. */
export function ActionBar({ incidents, onAct, children }: Props) {
  const { t } = useTranslation()
  const [worded, setWorded] = useState<Worded | null>(null)
  const [busy, setBusy] = useState(false)
  const concerned = (act: Act): IncidentSummary[] => incidents.filter(({ state }) => from[act].includes(state))
  const send = async (action: IncidentAction): Promise<void> => {
    setBusy(true)
    if (await onAct(concerned(action.do), action)) setWorded(null)
    setBusy(false)
  }
  const press = (act: Act): void => {
    if (act === 'acknowledge' || act === 'reopen') void send({ do: act })
    else setWorded(worded === act ? null : act)
  }
  const shown = (['acknowledge', 'snooze', 'note', 'close', 'reopen'] as const).filter((act) => concerned(act).length > 0)
  return (
    <>
      <div className={styles.actions}>
        {shown.map((act) => (
          <Button
            key={act}
            variant={act === 'acknowledge' ? 'filled' : 'default'}
            disabled={busy}
            onClick={() => press(act)}
            data-sheet={`Key${keys[act].toUpperCase()}`}
            aria-keyshortcuts={keys[act]}
            aria-expanded={act === 'acknowledge' || act === 'reopen' ? undefined : worded === act}
            rightSection={
              <Kbd size="xs" aria-hidden>
                {keys[act]}
              </Kbd>
            }
          >
            {t(`incidents.act.${act}`)}
          </Button>
        ))}
        {children}
      </div>
      {worded === null ? null : (
        <ActionForm
          key={worded}
          act={worded}
          busy={busy}
          onSend={(action) => void send(action)}
          onCancel={() => setWorded(null)}
        />
      )}
    </>
  )
}
