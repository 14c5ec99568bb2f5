import { Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { BackfillPlan, PlanSum } from '../../../../pipeline/contract'
import { formatBytes, formatCount, formatDuration } from '../../../ui'
import { Facts } from '../shared/Facts'
import { FollowGraph } from './FollowGraph'

/** What it reads and writes, how long it takes, what follows, and what it costs. */
export function Bill({ plan }: { plan: BackfillPlan }) {
  const { t } = useTranslation()
  const { sum } = plan
  return (
    <>
      <Stack gap="sm">
        <Title order={2}>{t('backfill.bill.title')}</Title>
        <Facts
          stacked
          items={[
            { name: t('backfill.bill.partitions'), value: formatCount(sum.partitions) },
            { name: t('backfill.bill.rowsNow'), value: formatCount(plan.items.reduce((rows, item) => rows + item.rowsNow, 0)) },
            { name: t('backfill.bill.readRows'), value: formatCount(sum.readRows) },
            { name: t('backfill.bill.readBytes'), value: formatBytes(sum.readBytes) },
            { name: t('backfill.bill.writeRows'), value: formatCount(sum.writeRows) },
            { name: t('backfill.bill.writeBytes'), value: formatBytes(sum.writeBytes) },
            ...(typeof sum.requests === 'number'
              ? [{ name: t('backfill.bill.requests'), value: formatCount(sum.requests) }]
              : []),
            { name: t('backfill.bill.time'), value: <Duration seconds={sum.seconds} /> },
            { name: t('backfill.bill.cost'), value: <Cost cost={sum.cost} /> }
          ]}
        />
      </Stack>
      {plan.follows.length === 0 ? (
        <Text c="dimmed">{t(plan.options.follow ? 'backfill.bill.nothingFollows' : 'backfill.bill.followOff')}</Text>
      ) : (
        <Stack gap="sm">
          <Title order={3}>{t('backfill.bill.follows')}</Title>
          <FollowGraph plan={plan} />
        </Stack>
      )}
    </>
  )
}

function Duration({ seconds }: { seconds: PlanSum['seconds'] }) {
  const { t } = useTranslation()
  if (seconds === null) return <span>{t('backfill.bill.noEarlier')}</span>
  const { median, low, high, runs } = seconds
  return (
    <span title={t('backfill.bill.fromRuns', { count: runs, value: formatCount(runs) })}>
      {formatDuration(median * 1_000)}
      {low < high ? ` (${formatDuration(low * 1_000)}–${formatDuration(high * 1_000)})` : null}
    </span>
  )
}

function Cost({ cost }: { cost: PlanSum['cost'] }) {
  const { t } = useTranslation()
  if (cost === null) return <span>{t('backfill.bill.notBilled')}</span>
  return (
    <span title={cost.formula}>
      {cost.amount.toFixed(4)} {cost.currency}
    </span>
  )
}
