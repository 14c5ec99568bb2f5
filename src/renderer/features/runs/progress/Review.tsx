import type { ColDef, ICellRendererParams } from 'ag-grid-community'
import { Text } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Backfill, BackfillItem } from '../../../../pipeline/contract'
import { useJobRunner } from '../../../bridge'
import { DataGrid, Difference, ErrorPanel, formatCount, ProgressLine } from '../../../ui'
import styles from '../runs.module.css'
import { rightAligned } from '../shared/columns'
import { stagedItems } from './in-flight'

/** What would change in each partition before it is published; the chosen one with its columns and some of its rows. */
export function Review({ backfill }: { backfill: Backfill }) {
  const { t } = useTranslation()
  const items = stagedItems(backfill)
  const [chosen, choose] = useState<string | undefined>(() => {
    const first = items.find(({ change }) => change !== 'unchanged') ?? items[0]
    return first === undefined ? undefined : keyOf(first)
  })
  const same = backfill.items.filter(({ change }) => change === 'unchanged').length
  const columns = useMemo(() => reviewColumns(t), [t])
  const item = items.find((one) => keyOf(one) === chosen)
  return (
    <>
      {same === 0 ? null : <Text c="dimmed">{t('backfill.review.same', { count: same, value: formatCount(same) })}</Text>}
      <div className={styles.sheet} style={{ gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)' }}>
        <div className={`panel ${styles.list ?? ''}`}>
          <DataGrid<BackfillItem>
            label={t('backfill.review.label')}
            rowData={items}
            columnDefs={columns}
            alwaysShowVerticalScroll
            getRowId={({ data }) => keyOf(data)}
            rowSelection={{ mode: 'singleRow', checkboxes: false, enableClickSelection: true }}
            onRowClicked={({ data }) => {
              if (data !== undefined) choose(keyOf(data))
            }}
            onCellKeyDown={({ event, data }) => {
              if (event instanceof KeyboardEvent && event.key === 'Enter' && data !== undefined) choose(keyOf(data))
            }}
          />
        </div>
        <div style={{ overflow: 'auto', minHeight: 0 }}>
          {item === undefined ? (
            <Text c="dimmed">{t('backfill.review.choose')}</Text>
          ) : (
            <StagedDiff key={keyOf(item)} id={backfill.id} item={item} />
          )}
        </div>
      </div>
    </>
  )
}

const keyOf = ({ dataset, dt }: BackfillItem): string => `${dataset} ${dt}`

function StagedDiff({ id, item: { dataset, dt } }: { id: string; item: BackfillItem }) {
  const { t } = useTranslation()
  const { start, job, result, error, busy } = useJobRunner('staged-diff')
  useEffect(() => start({ id, dataset, dt }), [start, id, dataset, dt])
  if (error !== undefined) return <ErrorPanel error={error} onRetry={() => start({ id, dataset, dt })} />
  if (result !== undefined) return <Difference diff={result} title={t('backfill.review.title', { dataset, dt })} />
  return busy && job !== undefined ? <ProgressLine job={job} /> : null
}

function reviewColumns(t: TFunction): ColDef<BackfillItem>[] {
  const kinds = ['added', 'removed', 'changed', 'unchanged'] as const
  return [
    { field: 'dataset', headerName: t('runs.column.dataset'), flex: 1, minWidth: 84, tooltip: ({ data }) => data?.dataset },
    { field: 'dt', headerName: t('runs.column.dt'), width: 100, cellRenderer: Chosen },
    ...kinds.map((kind): ColDef<BackfillItem> => ({
      headerName: t(`lake.diff.${kind}`),
      width: 64,
      ...rightAligned,
      valueGetter: ({ data }) => data?.difference?.[kind],
      valueFormatter: ({ value }: { value: number | null | undefined }) => (typeof value === 'number' ? formatCount(value) : '–')
    }))
  ]
}

function Chosen({ data }: ICellRendererParams<BackfillItem>) {
  return <span className="tabular strong">{data?.dt}</span>
}
