import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { Button } from '@mantine/core'
import { backfillEnds, type Backfill } from '../../../../pipeline/contract'
import { ErrorPanel } from '../../../ui'
import styles from '../runs.module.css'
import { CommandLine } from '../shared/CommandLine'
import { SheetSkeleton } from '../shared/SheetSkeleton'
import { BackfillStateWord } from '../shared/StateWord'
import { PlanHash } from '../sheet/PlanHash'
import { RangeSentence } from '../sheet/RangeSentence'
import { SheetTitle } from '../sheet/SheetTitle'
import { BackfillTabs } from './BackfillTabs'
import { Controls } from './Controls'
import { Progress } from './Progress'
import { Troubles } from './Troubles'
import { useAsking, useBackfill } from './use-backfill'

/** The sheet after its start: progress, then the review where one is asked for, then the proof. */
export function StartedScreen() {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const { value, error, slow, reload } = useBackfill(id)
  return (
    <div className={styles.page}>
      {value === undefined ? <SheetTitle /> : null}
      {error === undefined ? null : (
        <ErrorPanel
          error={error}
          onRetry={reload}
          actions={
            <Button variant="default" component={Link} to="/runs">
              {t('runs.back')}
            </Button>
          }
        />
      )}
      {slow ? <SheetSkeleton /> : null}
      {value === undefined ? null : <Started key={id} backfill={value} reload={reload} />}
    </div>
  )
}

function Started({ backfill, reload }: { backfill: Backfill; reload: () => void }) {
  const asking = useAsking(reload)
  const ended = backfillEnds.includes(backfill.state)
  return (
    <>
      <SheetTitle dataset={backfill.dataset}>
        <BackfillStateWord state={backfill.state} />
        <PlanHash hash={backfill.plan.hash} />
      </SheetTitle>
      <RangeSentence plan={backfill.plan} />
      {backfill.error === undefined ? null : <ErrorPanel error={backfill.error} />}
      {asking.error === undefined ? null : <ErrorPanel error={asking.error} />}
      <Progress backfill={backfill} />
      <Troubles backfill={backfill} />
      <BackfillTabs backfill={backfill} ended={ended} />
      <Controls backfill={backfill} asking={asking} />
      <CommandLine line={`penstock proof ${backfill.id}`} />
    </>
  )
}
