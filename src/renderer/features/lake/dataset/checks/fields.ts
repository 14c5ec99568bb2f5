import type { CheckKind } from '../../../../../pipeline/contract'

/** How a field is written: a share in percent, names separated by commas, SQL, or yes or no. */
export type FieldInput = 'text' | 'count' | 'share' | 'column' | 'columns' | 'list' | 'dataset' | 'sql' | 'flag'

export interface Field {
  name: FieldName
  input: FieldInput
  optional?: true
}

export type FieldName =
  | 'column'
  | 'columns'
  | 'min'
  | 'max'
  | 'within'
  | 'last'
  | 'maxMinutes'
  | 'maxShare'
  | 'values'
  | 'sql'
  | 'left'
  | 'right'
  | 'dataset'
  | 'refColumn'
  | 'asOf'
  | 'measure'
  | 'refMeasure'

const column: Field = { name: 'column', input: 'column' }
const maxShare: Field = { name: 'maxShare', input: 'share', optional: true }

/** What each kind of check wants to know, in the order in which it is asked. */
export const fieldsOf: Readonly<Record<CheckKind, readonly Field[]>> = {
  rows: [
    { name: 'within', input: 'share', optional: true },
    { name: 'last', input: 'count', optional: true },
    { name: 'min', input: 'count', optional: true },
    { name: 'max', input: 'count', optional: true }
  ],
  freshness: [column, { name: 'maxMinutes', input: 'count' }],
  nulls: [column, maxShare],
  unique: [{ name: 'columns', input: 'columns', optional: true }],
  range: [column, { name: 'min', input: 'text', optional: true }, { name: 'max', input: 'text', optional: true }, maxShare],
  values: [column, { name: 'values', input: 'list' }, maxShare],
  rule: [{ name: 'sql', input: 'sql' }, maxShare],
  ratio: [{ name: 'left', input: 'column' }, { name: 'right', input: 'column' }, { name: 'within', input: 'share' }, maxShare],
  reference: [
    column,
    { name: 'dataset', input: 'dataset' },
    { name: 'refColumn', input: 'text' },
    { name: 'asOf', input: 'flag' },
    maxShare
  ],
  reconcile: [
    { name: 'measure', input: 'sql' },
    { name: 'dataset', input: 'dataset' },
    { name: 'refMeasure', input: 'sql', optional: true },
    { name: 'within', input: 'share', optional: true }
  ],
  schema: []
}

/** In the order in which they are offered. */
export const checkKinds = Object.keys(fieldsOf) as CheckKind[]
