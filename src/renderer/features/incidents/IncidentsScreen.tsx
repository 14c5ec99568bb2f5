import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import type { ErrorData, IncidentAction, IncidentSummary } from '../../../pipeline/contract'
import { actOnIncidents } from '../../bridge'
import { EmptyState, ErrorPanel, formatCount, PageHeader, TableSkeleton } from '../../ui'
import { IncidentDetail } from './detail/IncidentDetail'
import styles from './incidents.module.css'
import { FilterBar } from './list/FilterBar'
import { IncidentList } from './list/IncidentList'
import { MarkedBar } from './list/MarkedBar'
import { useDatasets } from './shared/use-datasets'
import { useFilter } from './shared/use-filter'
import { useIncidents } from './shared/use-incidents'

/** What is wrong with the data, worst first, and one incident beside the list. */
export function IncidentsScreen() {
  const { t } = useTranslation()
  const { id } = useParams()
  const navigate = useNavigate()
  const filtering = useFilter()
  const { value, total, error, slow, reload } = useIncidents(filtering.filter)
  const { names, titleOf } = useDatasets()
  const [marks, setMarks] = useState<ReadonlySet<string>>(new Set())
  const [refused, setRefused] = useState<ErrorData | undefined>(undefined)
  const marked = useMemo(() => (value ?? []).filter((one) => marks.has(one.id)), [value, marks])
  const act = useCallback(async (incidents: readonly IncidentSummary[], action: IncidentAction): Promise<boolean> => {
    const why = await actOnIncidents(incidents, action)
    setRefused(why)
    return why === undefined
  }, [])
  const mark = useCallback(
    (ids: readonly string[], on: boolean) =>
      setMarks((before) => {
        const next = new Set(before)
        for (const one of ids) next[on ? 'add' : 'delete'](one)
        return next
      }),
    []
  )
  const close = (): void => {
    const row = id === undefined ? null : document.querySelector<HTMLElement>(`[data-incident="${CSS.escape(id)}"] [data-row]`)
    void navigate(`/incidents${filtering.query}`)
    row?.focus()
  }
  const leave = (event: React.KeyboardEvent): void => {
    // What floats over the page closes itself; it is no child of this element though React tells of its keys.
    if (event.key !== 'Escape' || event.defaultPrevented || !event.currentTarget.contains(event.target as Node)) return
    if (marked.length > 0) setMarks(new Set())
    else if (id !== undefined) close()
  }
  const chosen = value?.find((one) => one.id === id)
  return (
    <div className={styles.page} onKeyDown={leave}>
      <div className={styles.top}>
        <PageHeader
          title={t('incidents.title')}
          about={value === undefined ? undefined : <Count shown={value.length} total={total} />}
        />
      </div>
      <FilterBar filtering={filtering} datasets={names} />
      {marked.length === 0 ? null : <MarkedBar incidents={marked} onAct={act} onClear={() => setMarks(new Set())} />}
      {refused === undefined ? null : <ErrorPanel error={refused} safe={t('incidents.unchanged')} />}
      {error === undefined ? null : <ErrorPanel error={error} onRetry={reload} />}
      {slow ? <TableSkeleton rows={10} rowHeight={56} /> : null}
      <div className={styles.split} data-open={id === undefined ? undefined : true}>
        {value === undefined ? null : value.length === 0 ? (
          <EmptyState sentence={t(filtering.query === '' ? 'incidents.none' : 'incidents.nothingFound')} />
        ) : (
          <IncidentList incidents={value} chosen={id} query={filtering.query} marks={marks} onMark={mark} titleOf={titleOf} />
        )}
        {id === undefined ? null : (
          <IncidentDetail key={id} id={id} summary={chosen} onAct={act} onClose={close} titleOf={titleOf} />
        )}
      </div>
    </div>
  )
}

function Count({ shown, total }: { shown: number; total: number }) {
  const { t } = useTranslation()
  return (
    <span className="tabular" role="status">
      {total > shown
        ? t('incidents.countOf', { shown: formatCount(shown), value: formatCount(total) })
        : t('incidents.count', { count: total, value: formatCount(total) })}
    </span>
  )
}
