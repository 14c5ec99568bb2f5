import { Button, Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { planDifference, type ErrorData, type PlanChange } from '../../../../pipeline/contract'
import { Band, formatCount } from '../../../ui'
import { changeWords } from './change-words'

/** A publication tells of changed partitions only. */
const someDifference = planDifference.partial()

/** How many partitions of each kind of difference are named; the rest are counted. */
const NAMED = 6

/** The plan that was shown no longer holds: what is different now, and the way to the new plan. Nothing ran. */
export function Stale({ error, onShowNew }: { error: ErrorData; onShowNew: () => void }) {
  const { t } = useTranslation()
  const difference = someDifference.safeParse(error.details?.['difference']).data
  return (
    <Band tone="warn" title={t('backfill.stale.title')}>
      <Text>{t('backfill.nothingRan')}</Text>
      {difference === undefined ? null : <Lines difference={difference} />}
      <Group mt={8}>
        <Button variant="default" onClick={onShowNew}>
          {t('backfill.stale.show')}
        </Button>
      </Group>
    </Band>
  )
}

interface Listed {
  dataset: string
  dt: string
  figures?: readonly PlanChange[] | undefined
}

function Lines({ difference }: { difference: ReturnType<typeof someDifference.parse> }) {
  const { t } = useTranslation()
  const kinds = (['added', 'removed', 'changed'] as const).map((kind) => {
    const list: readonly Listed[] = difference[kind] ?? []
    return { kind, list }
  })
  return (
    <ul style={{ margin: '4px 0 0', paddingInlineStart: 18 }}>
      {(difference.inputs ?? []).map(({ dataset, before, after }) => (
        <li key={dataset}>
          {dataset.startsWith('spec:')
            ? t('backfill.stale.file', { name: dataset.slice('spec:'.length) })
            : t('backfill.stale.input', { name: dataset.replace(/^source:/, ''), before: short(before), after: short(after) })}
        </li>
      ))}
      {kinds
        .filter(({ list }) => list.length > 0)
        .map(({ kind, list }) => (
          <li key={kind} className="tabular">
            {t(`backfill.stale.${kind}`, { count: list.length, value: formatCount(list.length) })}{' '}
            {list
              .slice(0, NAMED)
              .map((one) => `${one.dataset} ${one.dt}${changeWords(t, one.figures)}`)
              .join(', ')}
            {list.length > NAMED ? ' …' : null}
          </li>
        ))}
    </ul>
  )
}

/** A version as it is; of a fingerprint the end. */
const short = (basis: string | null): string => (basis === null ? '–' : basis.length > 12 ? `…${basis.slice(-8)}` : basis)
