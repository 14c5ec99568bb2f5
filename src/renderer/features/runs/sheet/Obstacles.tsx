import { Anchor } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { BackfillPlan, ErrorData } from '../../../../pipeline/contract'
import { Band, errorText, startedBackfillLink } from '../../../ui'

/** Why the plan cannot be started although it can be shown; an active backfill is one click away. */
export function Obstacles({ plan }: { plan: BackfillPlan }) {
  return (
    <>
      {plan.obstacles.map((obstacle) => (
        <Obstacle key={`${obstacle.code} ${obstacle.message}`} obstacle={obstacle} />
      ))}
    </>
  )
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
