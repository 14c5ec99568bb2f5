import { Button } from '@mantine/core'
import { IconPlayerPlay } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { BackfillPlan } from '../../../../pipeline/contract'
import { formatCount } from '../../../ui'

interface Props {
  plan: BackfillPlan | undefined
  /** Another plan is on its way, or what is shown no longer holds. */
  stale: boolean
  starting: boolean
  onStart: () => void
}

/** Says what it does: how many partitions it runs. */
export function StartButton({ plan, stale, starting, onStart }: Props) {
  const { t } = useTranslation()
  const count = plan === undefined ? 0 : plan.items.length + plan.follows.length
  const blocked = plan === undefined || stale || count === 0 || plan.obstacles.length > 0
  return (
    <Button size="sm" leftSection={<IconPlayerPlay size={14} />} disabled={blocked} loading={starting} onClick={onStart}>
      {plan === undefined
        ? t('backfill.planning')
        : count === 0
          ? t('backfill.nothingToRun')
          : t('backfill.run', { count, value: formatCount(count) })}
    </Button>
  )
}
