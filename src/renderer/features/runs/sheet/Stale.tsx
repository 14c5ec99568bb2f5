import { Button, Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { planDifference, type ErrorData } from '../../../../pipeline/contract'
import { Band } from '../../../ui'
import { inputWords } from './stale-words'
import { StalePartitions } from './StalePartitions'

/** A publication tells of changed partitions only. */
const someDifference = planDifference.partial()

const kinds = ['added', 'removed', 'changed'] as const

/** The plan that was shown no longer holds: what is different now, and the way to the new plan. Nothing ran. */
export function Stale({ error, onShowNew }: { error: ErrorData; onShowNew: () => void }) {
  const { t } = useTranslation()
  const difference = someDifference.safeParse(error.details?.['difference']).data
  return (
    <Band tone="warn" title={t('backfill.stale.title')}>
      <Group justify="space-between" wrap="nowrap" align="flex-start" gap="lg">
        <div style={{ minWidth: 0 }}>
          <div>{t('backfill.nothingRan')}</div>
          {difference === undefined ? null : <Difference difference={difference} />}
        </div>
        <Button style={{ flex: 'none' }} onClick={onShowNew}>
          {t('backfill.stale.show')}
        </Button>
      </Group>
    </Band>
  )
}

/** Why it no longer holds, then what that means for the list: one line for each kind and dataset. */
function Difference({ difference }: { difference: ReturnType<typeof someDifference.parse> }) {
  const { t } = useTranslation()
  return (
    <>
      {(difference.inputs ?? []).map((input) => (
        <div key={input.dataset} className="tabular">
          {inputWords(t, input)}
        </div>
      ))}
      <StalePartitions kinds={kinds.map((kind) => ({ kind, entries: difference[kind] ?? [] }))} />
    </>
  )
}
