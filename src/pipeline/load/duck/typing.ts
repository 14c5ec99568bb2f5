import { unitPower, type ColumnSpec } from '../../contract'
import { duckType, shapeOf } from './column-types'
import { krxCode } from './codes'
import { decimalOf, dividedText, floatOf, integerOf, shiftedNumber } from './numbers'
import { literal } from './sql'
import { dateOf, datetimeOf, timeOf, timestampOf, wallClockOf } from './times'
import { instantOf } from './zones'

/** A boolean written as one of the usual words. No IN: DuckDB makes a join of longer lists, and a join loses the rows' order. */
const booleanOf = (x: string): string =>
  `CASE WHEN list_contains(['true', 't', 'yes', 'y', '1'], lower(${x})) THEN true ` +
  `WHEN list_contains(['false', 'f', 'no', 'n', '0'], lower(${x})) THEN false END`

/**
 * Text `x` → the column's stored type, NULL where it cannot be read exactly. `zone` is the dataset's;
 * `day` is a DATE expression for columns that count milliseconds of a day.
 */
export function typedOf(column: ColumnSpec, x: string, zone: string, day: string | undefined): string {
  const { kind } = shapeOf(column.type)
  const columnZone = column.zone ?? zone
  switch (kind) {
    case 'text':
      return column.code === undefined ? x : krxCode(x)
    case 'integer':
    case 'decimal':
    case 'float':
      return numberFrom(column, column.thousands === undefined ? x : ungrouped(x))
    case 'boolean':
      return booleanOf(x)
    case 'date':
      return dateOf(x, column.format)
    case 'datetime':
      return day === undefined ? datetimeOf(x, column.format) : wallClockOf(x, day)
    case 'timestamp':
      return day === undefined ? timestampOf(x, column.format, columnZone) : instantOf(`(${wallClockOf(x, day)})`, columnZone)
    case 'time':
      return timeOf(x, column.format)
  }
}

/** Commas go only where each stands before three digits: `1,5` is no number. */
const ungrouped = (x: string): string =>
  `CASE WHEN regexp_full_match(${x}, '\\s*[+-]?[0-9]{1,3}(,[0-9]{3})+(\\.[0-9]+)?\\s*') THEN replace(${x}, ',', '') ELSE ${x} END`

function numberFrom({ type, divideBy, unit, sourceUnit }: ColumnSpec, x: string): string {
  const power = sourceUnit === undefined || unit === undefined ? 0 : (unitPower(sourceUnit, unit) ?? 0)
  if (power !== 0) return shiftedNumber(x, power, shapeOf(type))
  const { kind, precision, scale } = shapeOf(type)
  if (kind === 'decimal')
    return divideBy === undefined ? decimalOf(x, precision, scale) : dividedDecimal(x, precision, scale, divideBy)
  if (kind === 'integer') return integerOf(divideBy === undefined ? x : `(${dividedText(x, 0, divideBy)})`)
  return divideBy === undefined ? floatOf(x) : `(${floatOf(x)}) / ${divideBy}`
}

/** Division by a power of ten only moves the point; other divisors take the slow exact way. */
function dividedDecimal(x: string, precision: number, scale: number, divisor: number): string {
  const type = `DECIMAL(${precision},${scale})`
  const exact = `TRY_CAST(${dividedText(x, scale, divisor)} AS ${type})`
  const places = Math.log10(divisor)
  if (!Number.isInteger(places) || places > scale || places > 18) return exact
  const unit = `CAST(${literal((1 / divisor).toFixed(places))} AS DECIMAL(${places + 1},${places}))`
  const whole = `TRY_CAST(${x} AS BIGINT)`
  const plain = `CAST(${whole} AS VARCHAR) = ${x}`
  return `CASE WHEN ${plain} THEN TRY_CAST(CAST(${whole} AS DECIMAL(19,0)) * ${unit} AS ${type}) ELSE ${exact} END`
}

/** True where a value of DuckDB type `source` is already what the column stores and needs no reading of text. */
export function isNative(column: ColumnSpec, source: string): boolean {
  if (column.divideBy !== undefined || column.format !== undefined || column.sourceUnit !== undefined) return false
  const { kind } = shapeOf(column.type)
  if (kind === 'time') return false
  if (kind === 'integer')
    return ['TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'UTINYINT', 'USMALLINT', 'UINTEGER'].includes(source)
  if (kind === 'float') return source === 'FLOAT' || source === 'DOUBLE'
  if (kind === 'datetime') return ['TIMESTAMP', 'TIMESTAMP_MS', 'TIMESTAMP_S'].includes(source)
  if (kind === 'decimal') return fitsDecimal(source, column.type)
  return source === duckType(column.type)
}

function fitsDecimal(source: string, type: string): boolean {
  const [, precision, scale] = /^DECIMAL\((\d+),(\d+)\)$/.exec(source) ?? []
  const target = shapeOf(type)
  if (precision === undefined || scale === undefined) return false
  return Number(scale) <= target.scale && Number(precision) - Number(scale) <= target.precision - target.scale
}
