import { Tabs } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { RunRecord } from '../../../../pipeline/contract'
import { EmptyState, ErrorPanel, useTab } from '../../../ui'
import { CommandLine } from '../shared/CommandLine'
import styles from '../runs.module.css'
import { InputList } from './InputList'
import { LogView } from './LogView'
import { PlanOfRun } from './PlanOfRun'
import { ProofTab } from './ProofTab'
import { RunHeader } from './RunHeader'
import { RunPartitions } from './RunPartitions'
import { StagedNote } from './StagedNote'
import { useUndoRun } from './use-undo-run'

const tabs = ['partitions', 'proof', 'log', 'inputs', 'plan'] as const

export function RunDetail({ run }: { run: RunRecord }) {
  const { t } = useTranslation()
  const [tab, openTab] = useTab(tabs)
  const undo = useUndoRun(run.id)
  return (
    <>
      <RunHeader run={run} onUndo={undo.ask} undone={undo.done} />
      {run.error === undefined ? null : <ErrorPanel error={run.error} safe={t('error.unchanged')} />}
      <StagedNote run={run} />
      {undo.outcome}
      <Tabs value={tab} onChange={openTab} className={styles.tabs ?? ''}>
        <Tabs.List>
          {tabs.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(`runs.tab.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab} className={styles.panel ?? ''}>
          {tab === 'partitions' ? <RunPartitions run={run} /> : null}
          {tab === 'proof' ? <RunProof run={run} /> : null}
          {tab === 'log' ? <LogView log={run.log} /> : null}
          {tab === 'inputs' ? <InputList run={run} /> : null}
          {tab === 'plan' ? <PlanOfRun run={run} /> : null}
        </Tabs.Panel>
      </Tabs>
      <CommandLine line={`penstock proof ${run.id}`} />
      {undo.dialog}
    </>
  )
}

function RunProof({ run }: { run: RunRecord }) {
  const { t } = useTranslation()
  if (run.state === 'running') return <EmptyState sentence={t('runs.proof.later')} />
  if (run.partitions.length === 0) return <EmptyState sentence={t('runs.proof.nothing')} />
  return <ProofTab id={run.id} />
}
