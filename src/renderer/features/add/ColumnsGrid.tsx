import type { ColDef, ValueSetterParams } from 'ag-grid-community'
import { Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMemo } from 'react'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { RecognisedColumn } from '../../../pipeline/contract'
import { Certainty, DataGrid, useDensity } from '../../ui'
import { renameProblem, sourceKey } from './draft'
import type { ColumnRow } from './column-row'
import { noteWord, sourceWord } from './column-words'
import { addStore, rename } from './store'
import { TypeSelect } from './TypeSelect'
import { useAdd } from './use-add'

/** Every column with its type, how sure that is and why, and values to judge by. */
export function ColumnsGrid() {
  const { t } = useTranslation()
  const { recognition, draft } = useAdd()
  const density = useDensity()
  const rows = useMemo(() => columnRows(recognition?.columns ?? [], draft?.columns ?? []), [recognition, draft])
  const columnDefs = useColumnDefs()
  const rowHeight = density === 'compact' ? 28 : 32
  return (
    <>
      <div className="add-section">
        {t('add.columns.title')} <span className="tabular">{rows.length}</span>
        <Text span size="xs" c="dimmed" fw={400} ml="md">
          {t('add.columns.rename')}
        </Text>
      </div>
      <DataGrid<ColumnRow>
        label={t('add.columns.title')}
        rowData={rows}
        columnDefs={columnDefs}
        getRowId={({ data }) => sourceKey(data.recognised.source)}
        height={Math.min(360, (rows.length + 1) * rowHeight + 4)}
      />
    </>
  )
}

function columnRows(
  recognised: readonly RecognisedColumn[],
  drafted: readonly { name: string; type: string; source: RecognisedColumn['source'] }[]
): ColumnRow[] {
  const bySource = new Map(drafted.map((column) => [sourceKey(column.source), column]))
  return recognised.map((column) => {
    const own = bySource.get(sourceKey(column.source))
    return { recognised: column, name: own?.name ?? column.name, type: own?.type ?? column.type }
  })
}

function useColumnDefs(): ColDef<ColumnRow>[] {
  const { t } = useTranslation()
  return useMemo(
    () => [
      {
        headerName: t('add.columns.name'),
        field: 'name',
        editable: true,
        minWidth: 110,
        flex: 3,
        valueSetter: (params: ValueSetterParams<ColumnRow, string>) => setName(params, t)
      },
      {
        headerName: t('add.columns.type'),
        field: 'type',
        width: 136,
        cellRenderer: ({ data }: { data?: ColumnRow }) => (data === undefined ? null : <TypeSelect row={data} />)
      },
      {
        headerName: t('add.columns.certainty'),
        width: 84,
        valueGetter: ({ data }) => data?.recognised.certainty,
        cellRenderer: ({ value }: { value: number }) => <Certainty value={value} />
      },
      {
        headerName: t('add.columns.samples'),
        minWidth: 120,
        flex: 4,
        valueGetter: ({ data }) => data?.recognised.samples.join(' · '),
        tooltip: ({ value }) => String(value)
      },
      {
        headerName: t('add.columns.notes'),
        minWidth: 90,
        flex: 2,
        valueGetter: ({ data }) => data?.recognised.notes.map((note) => noteWord(note, t)).join(', '),
        tooltip: ({ value }) => String(value)
      },
      {
        headerName: t('add.columns.source'),
        minWidth: 90,
        flex: 2,
        valueGetter: ({ data }) => (data === undefined ? '' : sourceWord(data.recognised.source, t))
      }
    ],
    [t]
  )
}

function setName({ data, newValue }: ValueSetterParams<ColumnRow, string>, t: TFunction): boolean {
  const to = (newValue ?? '').trim()
  const problem = renameProblem(addStore.getState().draft?.columns ?? [], data.name, to)
  if (problem !== undefined) {
    notifications.show({
      color: 'red',
      message: problem === 'empty' ? t('add.columns.emptyName') : t('add.columns.takenName', { name: to })
    })
    return false
  }
  rename(data.recognised.source, to)
  return true
}
