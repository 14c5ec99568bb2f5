import type { DatasetDetail } from '../../../../../pipeline/contract'
import styles from './deliveries.module.css'
import { Shares } from './Shares'
import { Targets } from './Targets'

/** Where a dataset goes: tables outside of the lake, and URLs that spreadsheets read. */
export function DeliveriesTab({ detail }: { detail: DatasetDetail }) {
  const { name, deliver = [] } = detail.spec
  return (
    <div className={styles.tab}>
      <Targets name={name} declared={deliver.length > 0} />
      <Shares name={name} />
    </div>
  )
}
