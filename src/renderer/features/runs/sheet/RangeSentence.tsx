import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { BackfillPlan } from '../../../../pipeline/contract'
import { formatCount } from '../../../ui'
import { rangeWords } from './range-words'
import { reasonCounts } from './reason'

/** What is selected, with both ends and how much that is; then how much of it runs and how much does not. */
export function RangeSentence({ plan, zone }: { plan: BackfillPlan; zone?: string | undefined }) {
  const { t } = useTranslation()
  const reasons = reasonCounts(t, plan.items)
  const { key, from, to, count } = rangeWords(plan)
  return (
    <Text component="p" m={0} data-testid="range">
      <strong className="strong tabular">{t(`backfill.range.${key}`, { from, to, count, value: formatCount(count) })}</strong>
      {zone === undefined || key === 'whole' || key === 'none' ? null : <span className="muted"> · {zone}</span>}
      <span className="muted"> · </span>
      <span className="tabular">
        {t('backfill.range.runs', { count: plan.items.length, value: formatCount(plan.items.length) })}
        {reasons.length < 2
          ? null
          : ` (${reasons.map(({ reason, count: of }) => t('backfill.range.reason', { reason, value: formatCount(of) })).join(', ')})`}
        {', '}
        {t('backfill.range.skips', { count: plan.skip.length, value: formatCount(plan.skip.length) })}
        {plan.follows.length === 0
          ? null
          : `, ${t('backfill.range.follows', { count: plan.follows.length, value: formatCount(plan.follows.length) })}`}
      </span>
    </Text>
  )
}
