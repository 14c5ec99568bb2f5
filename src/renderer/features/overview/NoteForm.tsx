import { Button, Group, TextInput } from '@mantine/core'
import { useState, type SyntheticEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { ErrorData, OverviewRow } from '../../../pipeline/contract'
import { mutate, reloadOverview } from '../../bridge'
import { ErrorPanel, parseUntil, tomorrowMorning, toWallClock, useZone } from '../../ui'
import { isSnoozed } from './morning'
import styles from './today.module.css'

const HOUR_MS = 3_600_000

interface Props {
  row: OverviewRow
  now: number
  onDone: () => void
}

/** What is known about a dataset, and until when it needs nobody; an empty text takes the note away. */
export function NoteForm({ row, now, onDone }: Props) {
  const { t } = useTranslation()
  const zone = useZone()
  const { note, dataset } = row
  const kept = isSnoozed(row, now) ? (note?.snoozedUntil ?? null) : null
  const [text, setText] = useState(note?.text ?? '')
  const [until, setUntil] = useState(kept === null ? '' : toWallClock(Date.parse(kept), zone))
  const [wrong, setWrong] = useState(false)
  const [error, setError] = useState<ErrorData | undefined>(undefined)

  const send = async (toText: string, snoozedUntil: string | null): Promise<void> => {
    const outcome = await mutate('overview.note', { name: dataset, text: toText, snoozedUntil })
    if (!outcome.ok) {
      setError(outcome.error)
      return
    }
    await reloadOverview()
    onDone()
  }
  const save = (event: SyntheticEvent): void => {
    event.preventDefault()
    const at = until.trim() === '' ? null : parseUntil(until, zone, now)
    const refused = until.trim() !== '' && at === null
    setWrong(refused)
    if (!refused) void send(text, at === null ? null : new Date(at).toISOString())
  }
  return (
    <form onSubmit={save} aria-label={t('overview.note.of', { name: dataset })} className={styles.noteForm}>
      <TextInput
        className={styles.grow ?? ''}
        label={t('overview.note.text')}
        placeholder={t('overview.note.placeholder')}
        value={text}
        maxLength={2000}
        autoFocus
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onDone()
        }}
      />
      <TextInput
        w={176}
        label={t('overview.note.until')}
        placeholder="13:00"
        title={t('overview.note.untilHint')}
        value={until}
        error={wrong ? t('overview.note.wrong') : undefined}
        onChange={(event) => setUntil(event.currentTarget.value)}
        classNames={{ input: 'tabular' }}
      />
      <Group gap="xs" className={styles.buttons ?? ''}>
        <Button variant="default" onClick={() => setUntil(toWallClock(now + HOUR_MS, zone))}>
          {t('overview.note.hour')}
        </Button>
        <Button variant="default" onClick={() => setUntil(toWallClock(tomorrowMorning(zone, now), zone))}>
          {t('overview.note.morning')}
        </Button>
        <Button type="submit">{t('overview.note.save')}</Button>
        {note === null ? null : (
          <Button variant="subtle" color="gray" onClick={() => void send('', null)}>
            {t('overview.note.remove')}
          </Button>
        )}
        <Button variant="subtle" color="gray" onClick={onDone}>
          {t('common.cancel')}
        </Button>
      </Group>
      {error === undefined ? null : <ErrorPanel error={error} />}
    </form>
  )
}
