import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { ErrorData, OverviewRow } from '../../../pipeline/contract'
import { mutate } from '../../bridge'
import { ErrorPanel, formatCount, startedBackfillLink } from '../../ui'
import styles from './overview.module.css'

interface Checked {
  /** Backfills that ask the sources; each tells in its row whether the data was there. */
  started: string[]
  still: number
  error: ErrorData | undefined
}

async function check(rows: readonly OverviewRow[]): Promise<Checked> {
  const outcomes = await Promise.all(
    rows.map(({ dataset, current }) =>
      mutate('schedules.run', { name: dataset, ...(current === null ? {} : { interval: current.id }) })
    )
  )
  const ids = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value.id] : []))
  const failed = outcomes.find((outcome) => !outcome.ok)
  const started = ids.filter((id) => id !== null)
  return { started, still: ids.length - started.length, error: failed?.ok === false ? failed.error : undefined }
}

/** Asks the sources of late datasets again. A late source is never backfilled into an empty day. */
export function CheckLate({ rows }: { rows: readonly OverviewRow[] }) {
  const { t } = useTranslation()
  const [busy, setBusy] = useState(false)
  const [checked, setChecked] = useState<Checked | null>(null)
  const start = (): void => {
    setBusy(true)
    void check(rows).then((answer) => {
      setChecked(answer)
      setBusy(false)
    })
  }
  return (
    <>
      {rows.length === 0 ? null : (
        <Button variant="default" onClick={start} loading={busy}>
          {t('overview.checkLate', { value: formatCount(rows.length) })}
        </Button>
      )}
      {checked === null ? null : <Answer checked={checked} />}
    </>
  )
}

function Answer({ checked: { started, still, error } }: { checked: Checked }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [first] = started
  return (
    <div className={styles.answer} role="status">
      {first === undefined ? null : (
        <Button size="compact-xs" variant="subtle" onClick={() => void navigate(startedBackfillLink(first))}>
          {t('overview.checked.started', { count: started.length, value: formatCount(started.length) })}
        </Button>
      )}
      {still === 0 ? null : <span>{t('overview.checked.still', { count: still, value: formatCount(still) })}</span>}
      {error === undefined ? null : <ErrorPanel error={error} />}
    </div>
  )
}
