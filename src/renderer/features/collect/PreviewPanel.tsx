import { Button, Group, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { partitionId } from '../../../pipeline/contract'
import { useJobRunner, useNow } from '../../bridge'
import { ErrorPanel } from '../../ui'
import type { FieldsProps } from './AskFields'
import { Answer } from './Answer'
import styles from './collect.module.css'
import { dtBefore } from './draft'
import { Panel } from './Panel'

/** Asks once, and shows what came and what could be made of it. */
export function PreviewPanel({ draft, onChange }: FieldsProps) {
  const { t } = useTranslation()
  const now = useNow()
  const { start, cancel, busy, result, error } = useJobRunner('collect-preview')
  const unit = draft.partition?.grain ?? (draft.interval?.unit === 'month' ? 'month' : 'day')
  const [typed, setTyped] = useState<string | undefined>(undefined)
  const dt = typed ?? (now === undefined ? '' : dtBefore(new Date(now).toISOString().slice(0, 10), unit))
  const { collect, zone } = draft
  if (collect === undefined) return null
  const usable = partitionId.safeParse(dt).success
  return (
    <Panel title={t('collect.preview.title')}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (usable) start({ collect, dt, zone })
        }}
      >
        <Group className={styles.wide ?? ''} align="flex-end" gap="sm">
          <TextInput
            label={t('collect.preview.dt')}
            value={dt}
            error={!usable && dt !== ''}
            onChange={(event) => setTyped(event.currentTarget.value)}
            w={160}
          />
          <Button type="submit" variant="default" loading={busy} disabled={!usable}>
            {t('collect.preview.run')}
          </Button>
          {busy ? (
            <Button variant="subtle" color="gray" onClick={cancel}>
              {t('common.cancel')}
            </Button>
          ) : (
            <span className="muted">{t('collect.preview.note')}</span>
          )}
        </Group>
      </form>
      {error === undefined ? null : (
        <div className={styles.inset}>
          <ErrorPanel error={error} />
        </div>
      )}
      {result === undefined ? null : <Answer preview={result} draft={draft} onChange={onChange} />}
    </Panel>
  )
}
