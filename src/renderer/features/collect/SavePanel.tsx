import { Button, Group } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { DatasetSpec, ErrorData } from '../../../pipeline/contract'
import { mutate } from '../../bridge'
import { backfillLink, Band, datasetLink, ErrorPanel } from '../../ui'
import styles from './collect.module.css'

/** Saves the dataset file; the first fetch is a backfill, with its bill before it. */
export function SavePanel({ draft }: { draft: DatasetSpec }) {
  const { t } = useTranslation()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<ErrorData | undefined>(undefined)
  const [saved, setSaved] = useState<DatasetSpec | undefined>(undefined)
  const save = async (): Promise<void> => {
    setBusy(true)
    const outcome = await mutate('datasets.save', { spec: draft, replace: saved?.name === draft.name })
    setBusy(false)
    setError(outcome.ok ? undefined : outcome.error)
    if (outcome.ok) setSaved(draft)
  }
  return (
    <div className={styles.save}>
      {error === undefined ? null : <ErrorPanel error={error} />}
      {saved === draft && error === undefined ? (
        <Band tone="note">
          <Group gap="md">
            <span data-testid="collect-saved">{t('collect.save.saved', { name: saved.name })}</span>
            <Link to={backfillLink({ dataset: saved.name })}>{t('collect.save.backfill')}</Link>
            <Link to={datasetLink(saved.name)}>{t('collect.save.show')}</Link>
          </Group>
        </Band>
      ) : (
        <Button onClick={() => void save()} loading={busy}>
          {t('collect.save.go')}
        </Button>
      )}
    </div>
  )
}
