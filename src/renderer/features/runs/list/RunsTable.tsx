import type { GridApi, IDatasource } from 'ag-grid-community'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { ErrorData, RunFilter, RunSummary } from '../../../../pipeline/contract'
import { call, useRunChanges } from '../../../bridge'
import { DataGrid, EmptyState, ErrorPanel, formatCount, runLink, TableSkeleton } from '../../../ui'
import list from '../list.module.css'
import styles from '../runs.module.css'
import { runColumns } from './run-columns'
import { useSlow } from './use-slow'

const BLOCK = 100

/** How many runs a filter has, as was answered for it. */
interface Found {
  key: string
  total: number
}

/** Newest first, a page at a time; Enter or a click opens a run. */
export function RunsTable({ filter }: { filter: RunFilter }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [found, setFound] = useState<Found | undefined>(undefined)
  const [error, setError] = useState<ErrorData | undefined>(undefined)
  const api = useRef<GridApi<RunSummary> | null>(null)
  const changes = useRunChanges()
  const columns = useMemo(() => runColumns(t), [t])
  const key = JSON.stringify(filter)
  const datasource = useMemo(() => pagesOf(JSON.parse(key) as RunFilter, (total) => setFound({ key, total }), setError), [key])
  const total = found?.key === key ? found.total : undefined
  const slow = useSlow(total === undefined)
  const seen = useRef(changes)
  useEffect(() => {
    // Not for the first page: an answer that is on its way would be thrown away.
    if (seen.current !== changes) api.current?.refreshInfiniteCache()
    seen.current = changes
  }, [changes])
  if (error !== undefined) return <ErrorPanel error={error} onRetry={() => setError(undefined)} />
  if (total === 0 && key === '{}') return <EmptyState sentence={t('runs.none')} />
  return (
    <>
      <div className={`panel ${styles.fill ?? ''} ${list.covered ?? ''}`}>
        {slow ? (
          <div className={list.cover}>
            <TableSkeleton rows={12} />
          </div>
        ) : null}
        <DataGrid<RunSummary>
          label={t('runs.table')}
          columnDefs={columns}
          defaultColDef={{ sortable: false }}
          rowModelType="infinite"
          datasource={datasource}
          cacheBlockSize={BLOCK}
          emptyText={t('runs.nothingFound')}
          onGridReady={(event) => {
            api.current = event.api
          }}
          onCellKeyDown={({ event, data }) => {
            if (event instanceof KeyboardEvent && event.key === 'Enter' && data !== undefined) void navigate(runLink(data.id))
          }}
        />
      </div>
      <div className="muted tabular" role="status">
        {total === undefined ? '' : t('runs.count', { count: total, value: formatCount(total) })}
      </div>
    </>
  )
}

function pagesOf(
  filter: RunFilter,
  onTotal: (total: number) => void,
  onError: (error: ErrorData | undefined) => void
): IDatasource {
  return {
    getRows: (request) => {
      void call('runs.list', { filter, from: request.startRow, limit: request.endRow - request.startRow }).then((outcome) => {
        if (outcome.ok) {
          request.successCallback(outcome.value.runs, outcome.value.total)
          onTotal(outcome.value.total)
          return
        }
        request.failCallback()
        if (outcome.error.code !== 'engine.gone') onError(outcome.error)
      })
    }
  }
}
