import type { GridApi, IDatasource } from 'ag-grid-community'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { ErrorData, RunFilter, RunSummary } from '../../../../pipeline/contract'
import { call, useRunChanges } from '../../../bridge'
import { DataGrid, EmptyState, ErrorPanel, formatCount, runLink } from '../../../ui'
import styles from '../runs.module.css'
import { runColumns } from './run-columns'

const BLOCK = 100

/** Newest first, a page at a time; Enter or a click opens a run. */
export function RunsTable({ filter }: { filter: RunFilter }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [total, setTotal] = useState<number | undefined>(undefined)
  const [error, setError] = useState<ErrorData | undefined>(undefined)
  const api = useRef<GridApi<RunSummary> | null>(null)
  const changes = useRunChanges()
  const columns = useMemo(() => runColumns(t), [t])
  const key = JSON.stringify(filter)
  const datasource = useMemo(() => pagesOf(JSON.parse(key) as RunFilter, setTotal, setError), [key])
  useEffect(() => api.current?.refreshInfiniteCache(), [changes])
  if (error !== undefined) return <ErrorPanel error={error} onRetry={() => setError(undefined)} />
  if (total === 0 && key === '{}') return <EmptyState sentence={t('runs.none')} />
  return (
    <>
      <div className={`panel ${styles.fill ?? ''}`}>
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
