import type { DatasetSpec } from '../../../pipeline/contract'
import { HttpFields } from './HttpFields'
import { TableFields } from './TableFields'

export interface FieldsProps {
  draft: DatasetSpec
  onChange: (draft: DatasetSpec) => void
}

/** How the source is asked; what has no field here stands in the dataset file. */
export function AskFields({ draft, onChange }: FieldsProps) {
  const { collect } = draft
  if (collect === undefined) return null
  return collect.kind === 'http' ? (
    <HttpFields draft={draft} collect={collect} onChange={onChange} />
  ) : (
    <TableFields draft={draft} collect={collect} onChange={onChange} />
  )
}
