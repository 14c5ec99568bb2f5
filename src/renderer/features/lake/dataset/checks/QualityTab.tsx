import { Button, Title } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CheckSpec, DatasetDetail } from '../../../../../pipeline/contract'
import { useCall, useJobRunner } from '../../../../bridge'
import { MeasureCharts } from '../../../../charts/MeasureCharts'
import { ErrorPanel, TableSkeleton } from '../../../../ui'
import { CheckForm } from './CheckForm'
import { CheckRow } from './CheckRow'
import styles from './checks.module.css'
import { History } from './History'
import { JobLine } from './JobLine'
import { resultsOf } from './results'
import { Suggestions } from './Suggestions'
import { useLastResults } from './use-last-results'
import { useSaveChecks } from './use-save-checks'

/** What must hold before a partition is published, whether it did, what the past suggests, and the measures over time. */
export function QualityTab({ detail }: { detail: DatasetDetail }) {
  const { t } = useTranslation()
  const { name } = detail.spec
  const checks = useMemo(() => detail.spec.checks ?? [], [detail.spec.checks])
  const { value: partitions, error, slow, reload } = useCall('lake.partitions', { name }, { follow: name })
  const [editing, setEditing] = useState<CheckSpec | 'new' | undefined>(undefined)
  const saving = useSaveChecks(detail.spec)
  const dts = useMemo(
    () => (partitions ?? []).flatMap(({ dt, version, rows }) => (version === null || rows === 0 ? [] : [dt])).sort(),
    [partitions]
  )
  const last = useLastResults(name, checks, dts)
  const trial = useJobRunner('checks')
  const suggestions = useJobRunner('check-suggestions')
  const results = useMemo(() => resultsOf(last.result, trial.result), [last.result, trial.result])
  const save = async (next: readonly CheckSpec[]): Promise<boolean> => {
    const done = await saving.save(next)
    if (done) setEditing(undefined)
    return done
  }
  const remove = (check: CheckSpec): void => void save(checks.filter(({ id }) => id !== check.id))
  if (error !== undefined) return <ErrorPanel error={error} onRetry={reload} />
  if (partitions === undefined) return slow ? <TableSkeleton /> : null
  return (
    <div className={styles.tab}>
      <div className={styles.head}>
        <Title order={2}>{t('checks.title')}</Title>
        <div className={styles.buttons}>
          <Button
            variant="default"
            disabled={checks.length === 0 || dts.length === 0}
            loading={trial.busy}
            onClick={() => trial.start({ name, checks })}
          >
            {t('checks.try')}
          </Button>
          <Button
            variant="default"
            disabled={dts.length === 0}
            loading={suggestions.busy}
            onClick={() => suggestions.start({ name })}
          >
            {t('checks.suggest')}
          </Button>
          <Button leftSection={<IconPlus size={14} />} onClick={() => setEditing('new')}>
            {t('checks.add')}
          </Button>
        </div>
      </div>
      {saving.error === undefined ? null : <ErrorPanel error={saving.error} />}
      {editing === undefined ? null : (
        <CheckForm
          key={editing === 'new' ? '' : editing.id}
          detail={detail}
          before={editing === 'new' ? undefined : editing}
          checks={checks}
          busy={saving.busy}
          onSave={(check) => void save(replaced(checks, editing === 'new' ? undefined : editing.id, check))}
          onCancel={() => setEditing(undefined)}
        />
      )}
      {last.error === undefined ? null : <ErrorPanel error={last.error} />}
      <section className="panel" aria-label={t('checks.title')}>
        {checks.length === 0 ? (
          <p className={styles.small} style={{ margin: 12 }}>
            {t('checks.none')}
          </p>
        ) : null}
        <ul className={styles.list}>
          {checks.map((check) => (
            <CheckRow
              key={check.id}
              name={name}
              check={check}
              results={results.get(check.id) ?? []}
              judging={last.busy}
              busy={saving.busy}
              onEdit={() => setEditing(check)}
              onRemove={() => remove(check)}
            />
          ))}
        </ul>
      </section>
      <JobLine runner={trial} />
      {trial.result === undefined ? null : <History name={name} report={trial.result} checks={checks} onClose={trial.clear} />}
      <JobLine runner={suggestions} />
      {suggestions.result === undefined ? null : (
        <Suggestions
          suggestions={suggestions.result}
          taken={checks}
          busy={saving.busy}
          onAdd={(check) => void save([...checks, check])}
          onClose={suggestions.clear}
        />
      )}
      <section className={`panel ${styles.panel ?? ''}`} aria-label={t('checks.measures')}>
        <MeasureCharts key={dts.length} name={name} />
      </section>
    </div>
  )
}

const replaced = (checks: readonly CheckSpec[], before: string | undefined, check: CheckSpec): CheckSpec[] =>
  before === undefined ? [...checks, check] : checks.map((one) => (one.id === before ? check : one))
