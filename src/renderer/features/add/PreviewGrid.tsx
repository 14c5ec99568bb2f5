import type { ColDef } from 'ag-grid-community'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { DataGrid, EmptyState, useDensity } from '../../ui'
import { sourceKey } from './draft'
import { useAdd } from './use-add'

type PreviewRow = (string | null)[]
const numeric = /^(integer|float|decimal)/

/** The first rows as they were read, under the names that they will have. */
export function PreviewGrid() {
  const { t } = useTranslation()
  const { recognition, draft } = useAdd()
  const density = useDensity()
  const columnDefs = useMemo<ColDef<PreviewRow>[]>(() => {
    const drafted = new Map((draft?.columns ?? []).map((column) => [sourceKey(column.source), column]))
    return (recognition?.columns ?? []).map((column, index) => {
      const own = drafted.get(sourceKey(column.source))
      return {
        colId: String(index),
        headerName: own?.name ?? column.name,
        valueGetter: ({ data }) => data?.[index] ?? '',
        ...(numeric.test(own?.type ?? column.type) ? { type: 'rightAligned' } : {}),
        minWidth: 90,
        width: 130
      }
    })
  }, [recognition, draft])
  if (recognition === undefined) return null
  const rowHeight = density === 'compact' ? 28 : 32
  return (
    <>
      <div className="add-section">
        {t('add.preview.title')} <span className="tabular">{recognition.preview.length}</span>
      </div>
      {recognition.preview.length === 0 ? (
        <EmptyState sentence={t('add.preview.empty')} />
      ) : (
        <DataGrid<PreviewRow>
          label={t('add.preview.title')}
          rowData={recognition.preview}
          columnDefs={columnDefs}
          height={Math.min(300, (recognition.preview.length + 1) * rowHeight + 18)}
        />
      )}
    </>
  )
}
