import { Anchor } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { BackfillPlan, ErrorData } from '../../../../pipeline/contract'
import { Band, errorText, startedBackfillLink } from '../../../ui'

/** Why the plan cannot be started although it can be shown; an active backfill is one click away. */
export function Obstacles({ plan }: { plan: BackfillPlan }) {
  return (
    <>
      {oncePerBackfill(plan.obstacles).map((obstacle) => (
        <Obstacle key={`${obstacle.code} ${obstacle.message}`} obstacle={obstacle} />
      ))}
    </>
  )
}

/** An active backfill stands in the way once, also where it is at work on several of the datasets. */
function oncePerBackfill(obstacles: readonly ErrorData[]): ErrorData[] {
  const active = ({ details, message }: ErrorData): unknown => details?.['backfill'] ?? message
  return obstacles.filter((one, at) => obstacles.findIndex((other) => active(other) === active(one)) === at)
}

export function Obstacle({ obstacle }: { obstacle: ErrorData }) {
  const { t } = useTranslation()
  const words = errorText(obstacle, t)
  const active = obstacle.details?.['backfill']
  return (
    <Band tone="warn" title={words.title}>
      {words.message} {words.hint}{' '}
      {typeof active === 'string' ? (
        <Anchor component={Link} to={startedBackfillLink(active)}>
          {t('backfill.openActive')}
        </Anchor>
      ) : null}
    </Band>
  )
}
