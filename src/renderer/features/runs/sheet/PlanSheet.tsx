import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { BackfillPlan, ErrorData } from '../../../../pipeline/contract'
import { useCall } from '../../../bridge'
import { ErrorPanel } from '../../../ui'
import { CommandLine } from '../shared/CommandLine'
import { SheetSkeleton } from '../shared/SheetSkeleton'
import styles from '../runs.module.css'
import { commandOf, type Ask } from './ask'
import { Bill } from './Bill'
import { Obstacles } from './Obstacles'
import { PlanHash } from './PlanHash'
import { PlanList } from './PlanList'
import { Policies } from './Policies'
import { RangeSentence } from './RangeSentence'
import { Refused } from './Refused'
import { SheetTitle } from './SheetTitle'
import { StartButton } from './StartButton'
import { usePlan } from './use-plan'
import { useStart } from './use-start'
import { Warnings } from './Warnings'

interface Props {
  ask: Ask
  change: (changes: Readonly<Record<string, string | undefined>>) => void
}

/** The exact list, its bill, the policies, and the one button that runs it. */
export function PlanSheet({ ask, change }: Props) {
  const { t } = useTranslation()
  const { name } = ask.selection
  const { plan, error, loading, slow, reload } = usePlan(ask)
  const { value: detail } = useCall('datasets.get', { name }, { follow: name })
  const start = useStart()
  const line = commandOf(ask)
  const showNew = (): void => {
    start.clear()
    reload()
  }
  if (error?.code === 'dataset.missing') return <NoSuchDataset error={error} />
  return (
    <div className={styles.page}>
      <SheetTitle dataset={name}>{plan === undefined ? null : <PlanHash hash={plan.hash} />}</SheetTitle>
      {error === undefined ? null : <ErrorPanel error={error} safe={t('backfill.nothingRan')} onRetry={reload} />}
      {start.refused === undefined ? null : <Refused error={start.refused} onShowNew={showNew} />}
      {plan === undefined ? slow ? <SheetSkeleton /> : null : <Shown plan={plan} zone={detail?.spec.zone} dimmed={loading} />}
      <section className={`panel ${styles.foot ?? ''}`} aria-label={t('backfill.policy.label')}>
        <Policies ask={ask} plan={plan} spec={detail?.spec} change={change} />
        <StartButton
          plan={plan}
          stale={loading || start.refused?.code === 'plan.stale'}
          starting={start.starting}
          onStart={() => start.run(ask, plan?.hash)}
        />
      </section>
      {line === undefined ? null : <CommandLine line={line} />}
    </div>
  )
}

/** There is nothing to choose of what is not there. */
function NoSuchDataset({ error }: { error: ErrorData }) {
  const { t } = useTranslation()
  return (
    <div className={styles.page}>
      <SheetTitle />
      <ErrorPanel
        error={error}
        safe={t('backfill.nothingRan')}
        actions={
          <Button variant="default" component={Link} to="/backfill">
            {t('backfill.chooseOther')}
          </Button>
        }
      />
    </div>
  )
}

/** Dimmed while the next one is being made. */
function Shown({ plan, zone, dimmed }: { plan: BackfillPlan; zone: string | undefined; dimmed: boolean }) {
  const { t } = useTranslation()
  return (
    <>
      <RangeSentence plan={plan} zone={zone} />
      <Obstacles plan={plan} />
      <Warnings plan={plan} />
      <div className={`${styles.sheet ?? ''} ${dimmed ? (styles.dimmed ?? '') : ''}`} aria-busy={dimmed}>
        <div className={`panel ${styles.list ?? ''}`}>
          <PlanList plan={plan} />
        </div>
        <aside className={`panel ${styles.side ?? ''}`} aria-label={t('backfill.bill.label')}>
          <Bill plan={plan} />
        </aside>
      </div>
    </>
  )
}
