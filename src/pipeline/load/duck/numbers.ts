import type { TypeShape } from './column-types'

/** `body` over `name`, which stands for `value`: computed once, however often it is used. NULL where the value is. */
const letIn = (name: string, value: string, body: string): string => `list_transform([${value}], lambda ${name}: ${body})[1]`

const parts = `regexp_extract(x, '^\\s*([+-]?)(\\d*)(?:\\.(\\d*))?(?:[eE]([+-]?\\d{1,3}))?\\s*$', ['sign', 'whole', 'fraction', 'exponent'])`
const shift = 's + k - length(p.fraction) + coalesce(TRY_CAST(p.exponent AS INTEGER), 0)'

/**
 * Macro `exact_number(x, s)`: the number that the text `x` writes (sign, point, exponent), as text with exactly `s` digits
 * after the point; NULL where it is no number or has more digits than that. Nothing is ever rounded. `exact_shifted(x, s, k)`: the same of x × 10^k.
 */
export const exactNumberMacros = `
CREATE OR REPLACE TEMP MACRO shifted_digits(digits, places) AS
  CASE WHEN digits = '' OR places > 80 THEN NULL
       WHEN places >= 0 THEN digits || repeat('0', places)
       WHEN rtrim(right(digits, -places), '0') <> '' THEN NULL
       WHEN -places >= length(digits) THEN '0'
       ELSE left(digits, length(digits) + places) END;
CREATE OR REPLACE TEMP MACRO with_point(sign, digits, s) AS
  CASE WHEN s = 0 THEN sign || digits
       ELSE ${letIn('d', "repeat('0', greatest(0, s + 1 - length(digits))) || digits", "sign || left(d, length(d) - s) || '.' || right(d, s)")} END;
CREATE OR REPLACE TEMP MACRO exact_shifted(x, s, k) AS
  ${letIn('p', parts, letIn('digits', `shifted_digits(p.whole || p.fraction, ${shift})`, 'with_point(p.sign, digits, s)'))};
CREATE OR REPLACE TEMP MACRO exact_number(x, s) AS exact_shifted(x, s, 0);
`

/** Text → BIGINT. The first case is the plain way of writing one; only the rest takes the slow exact way. */
export const integerOf = (x: string): string =>
  `CASE WHEN CAST(TRY_CAST(${x} AS BIGINT) AS VARCHAR) = ${x} THEN TRY_CAST(${x} AS BIGINT) ` +
  `ELSE TRY_CAST(exact_number(${x}, 0) AS BIGINT) END`

/** Digits of a decimal that DuckDB reads fast: with more, it takes a hundred times as long for each text. */
const FAST_DIGITS = 18

/** Text → DECIMAL(p,s). */
export function decimalOf(x: string, precision: number, scale: number): string {
  const type = `DECIMAL(${precision},${scale})`
  const short = `TRY_CAST(${x} AS DECIMAL(${FAST_DIGITS},${scale}))`
  const cases =
    precision <= FAST_DIGITS
      ? [plainCase(x, precision, scale, `TRY_CAST(${x} AS ${type})`)]
      : [
          ...(scale < FAST_DIGITS ? [plainCase(x, FAST_DIGITS, scale, `CAST(${short} AS ${type})`)] : []),
          plainCase(x, precision, scale, `TRY_CAST(${x} AS ${type})`)
        ]
  return `CASE ${cases.join(' ')} ELSE TRY_CAST(exact_number(${x}, ${scale}) AS ${type}) END`
}

/** The case of a text that writes no more digits than these, in the plain way. */
function plainCase(x: string, precision: number, scale: number, value: string): string {
  const whole = Math.max(1, precision - scale)
  const plain = scale === 0 ? `-?[0-9]{1,${whole}}` : `-?[0-9]{1,${whole}}(\\.[0-9]{1,${scale}})?`
  return `WHEN regexp_full_match(${x}, '${plain}') THEN ${value}`
}

/** Text → the number times 10^`power`, exactly, as a column of this kind stores it. */
export function shiftedNumber(x: string, power: number, { kind, precision, scale }: TypeShape): string {
  if (kind === 'integer') return `TRY_CAST(exact_shifted(${x}, 0, ${power}) AS BIGINT)`
  if (kind === 'decimal') return `TRY_CAST(exact_shifted(${x}, ${scale}, ${power}) AS DECIMAL(${precision},${scale}))`
  return `(${floatOf(x)}) ${power < 0 ? '/' : '*'} 1e${Math.abs(power)}`
}

/** Text → DOUBLE: the nearest one; NaN and infinity only where they are written. */
export const floatOf = (x: string): string =>
  `CASE WHEN contains(${x}, '_') THEN NULL ` +
  `WHEN isinf(TRY_CAST(${x} AS DOUBLE)) AND NOT regexp_full_match(${x}, '\\s*[+-]?(?i:inf|infinity)\\s*') THEN NULL ` +
  `ELSE TRY_CAST(${x} AS DOUBLE) END`

/** Text → the number divided by a whole number, exactly, as text with `scale` digits after the point; NULL where that needs more. */
export function dividedText(x: string, scale: number, divisor: number): string {
  const unscaled = `TRY_CAST(replace(exact_number(${x}, ${scale}), '.', '') AS HUGEINT)`
  const sign = "CASE WHEN u < 0 THEN '-' ELSE '' END"
  const quotient = `with_point(${sign}, CAST(abs(u) // ${divisor} AS VARCHAR), ${scale})`
  return letIn('u', unscaled, `CASE WHEN u % ${divisor} = 0 THEN ${quotient} END`)
}
