import { Anchor } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { BackfillPlan, BackfillSummary, ErrorData } from '../../../../pipeline/contract'
import { useBackfillChanges, useCall } from '../../../bridge'
import { Band, errorText, startedBackfillLink } from '../../../ui'
import { BackfillStateWord } from '../shared/StateWord'

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
  const active = obstacle.details?.['backfill']
  if (typeof active === 'string') return <ActiveObstacle id={active} obstacle={obstacle} />
  const words = errorText(obstacle, t)
  return (
    <Band tone="warn" title={words.title}>
      {words.message} {words.hint}
    </Band>
  )
}

/** The backfill that stands in the way: what it is, and what must become of it first. */
function ActiveObstacle({ id, obstacle }: { id: string; obstacle: ErrorData }) {
  const { t } = useTranslation()
  const { value = [] } = useCall('backfills.list', { active: true }, { again: useBackfillChanges(id) })
  const active = value.find((one) => one.id === id)
  return (
    <Band tone="warn" title={errorText(obstacle, t).title}>
      {active === undefined ? null : (
        <>
          <BackfillStateWord state={active.state} />{' '}
          <span className="tabular">
            <strong className="strong">{active.dataset}</strong> {spanOf(active)}
          </span>
          {'. '}
        </>
      )}
      {t(`backfill.active.${active?.state === 'staged' || active?.state === 'paused' ? active.state : 'running'}`)}{' '}
      <Anchor component={Link} to={startedBackfillLink(id)}>
        {t('backfill.openActive')}
      </Anchor>
    </Band>
  )
}

const spanOf = ({ from, to }: Pick<BackfillSummary, 'from' | 'to'>): string =>
  from === null ? '' : from === to ? from : `${from} … ${to ?? ''}`
