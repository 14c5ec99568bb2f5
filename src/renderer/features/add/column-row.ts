import type { RecognisedColumn } from '../../../pipeline/contract'

/** One column of the source, as it will be in the lake. */
export interface ColumnRow {
  recognised: RecognisedColumn
  /** The name it will have in the lake. */
  name: string
  type: string
}
