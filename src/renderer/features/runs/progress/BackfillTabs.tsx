import { Tabs } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Backfill } from '../../../../pipeline/contract'
import { useTab } from '../../../ui'
import styles from '../runs.module.css'
import { LogView } from '../run/LogView'
import { ProofTab } from '../run/ProofTab'
import { Bill } from '../sheet/Bill'
import { PlanList } from '../sheet/PlanList'
import { ItemList } from './ItemList'
import { Review } from './Review'

const running = ['partitions', 'plan', 'log'] as const
const ended = ['partitions', 'proof', 'plan', 'log'] as const
const reviewing = ['review', 'partitions', 'plan', 'log'] as const

/** What became of each partition, the review or proof, and the plan that it was. */
export function BackfillTabs({ backfill, ended: isEnded }: { backfill: Backfill; ended: boolean }) {
  if (backfill.state === 'staged' || backfill.state === 'publishing')
    return <Panels key="review" tabs={reviewing} backfill={backfill} />
  return isEnded && backfill.state !== 'discarded' ? (
    <Panels key="ended" tabs={ended} first={isProvable(backfill) ? 'proof' : 'partitions'} backfill={backfill} />
  ) : (
    <Panels key="running" tabs={running} backfill={backfill} />
  )
}

/** Where nothing came about there is nothing to prove: what became of each partition comes first. */
const isProvable = ({ items }: Backfill): boolean => items.some(({ state }) => state === 'ok' || state === 'empty')

type Tab = (typeof running)[number] | (typeof ended)[number] | (typeof reviewing)[number]

function Panels({ tabs, first, backfill }: { tabs: readonly [Tab, ...Tab[]]; first?: Tab; backfill: Backfill }) {
  const { t } = useTranslation()
  const [tab, openTab] = useTab(tabs, first)
  return (
    <Tabs value={tab} onChange={openTab} className={styles.tabs ?? ''}>
      <Tabs.List>
        {tabs.map((one) => (
          <Tabs.Tab key={one} value={one}>
            {t(`runs.tab.${one}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={tab} className={styles.panel ?? ''}>
        {tab === 'partitions' ? <ItemList backfill={backfill} /> : null}
        {tab === 'review' ? <Review backfill={backfill} /> : null}
        {tab === 'proof' ? <ProofTab id={backfill.id} /> : null}
        {tab === 'log' ? <LogView log={backfill.log} /> : null}
        {tab === 'plan' ? (
          <div className={styles.sheet}>
            <div className={`panel ${styles.list ?? ''}`}>
              <PlanList plan={backfill.plan} />
            </div>
            <aside className={`panel ${styles.side ?? ''}`} aria-label={t('backfill.bill.label')}>
              <Bill plan={backfill.plan} />
            </aside>
          </div>
        ) : null}
      </Tabs.Panel>
    </Tabs>
  )
}
