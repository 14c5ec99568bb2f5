/**
 * Macro `exact_number(x, s)`: the number that the text `x` writes (sign, point, exponent), as text with exactly `s` digits
 * after the point; NULL where it is no number or has more digits than that. Nothing is ever rounded.
 */
export const exactNumberMacros = `
CREATE OR REPLACE TEMP MACRO number_parts(x) AS
  regexp_extract(x, '^\\s*([+-]?)(\\d*)(?:\\.(\\d*))?(?:[eE]([+-]?\\d{1,3}))?\\s*$', ['sign', 'whole', 'fraction', 'exponent']);
CREATE OR REPLACE TEMP MACRO shifted_digits(digits, shift) AS
  CASE WHEN digits = '' OR shift > 80 THEN NULL
       WHEN shift >= 0 THEN digits || repeat('0', shift)
       WHEN rtrim(right(digits, -shift), '0') <> '' THEN NULL
       WHEN -shift >= length(digits) THEN '0'
       ELSE left(digits, length(digits) + shift) END;
CREATE OR REPLACE TEMP MACRO padded(digits, width) AS repeat('0', greatest(0, width - length(digits))) || digits;
CREATE OR REPLACE TEMP MACRO with_point(sign, digits, s) AS
  CASE WHEN s = 0 THEN sign || digits
       ELSE sign || left(padded(digits, s + 1), length(padded(digits, s + 1)) - s) || '.' || right(padded(digits, s + 1), s) END;
CREATE OR REPLACE TEMP MACRO exact_of_parts(p, s) AS
  with_point(p.sign,
    shifted_digits(p.whole || p.fraction, s - length(p.fraction) + coalesce(try_cast(p.exponent AS INTEGER), 0)), s);
CREATE OR REPLACE TEMP MACRO exact_number(x, s) AS exact_of_parts(number_parts(x), s);
`

/** Text → BIGINT. The first case is the plain way of writing one; only the rest takes the slow exact way. */
export const integerOf = (x: string): string =>
  `CASE WHEN CAST(TRY_CAST(${x} AS BIGINT) AS VARCHAR) = ${x} THEN TRY_CAST(${x} AS BIGINT) ` +
  `ELSE TRY_CAST(exact_number(${x}, 0) AS BIGINT) END`

/** Text → DECIMAL(p,s). */
export function decimalOf(x: string, precision: number, scale: number): string {
  const whole = Math.max(1, precision - scale)
  const plain = scale === 0 ? `-?[0-9]{1,${whole}}` : `-?[0-9]{1,${whole}}(\\.[0-9]{1,${scale}})?`
  const type = `DECIMAL(${precision},${scale})`
  return (
    `CASE WHEN regexp_full_match(${x}, '${plain}') THEN TRY_CAST(${x} AS ${type}) ` +
    `ELSE TRY_CAST(exact_number(${x}, ${scale}) AS ${type}) END`
  )
}

/** Text → DOUBLE: the nearest one; NaN and infinity only where they are written. */
export const floatOf = (x: string): string =>
  `CASE WHEN contains(${x}, '_') THEN NULL ` +
  `WHEN isinf(TRY_CAST(${x} AS DOUBLE)) AND NOT regexp_full_match(${x}, '\\s*[+-]?(?i:inf|infinity)\\s*') THEN NULL ` +
  `ELSE TRY_CAST(${x} AS DOUBLE) END`

/** Text → the number divided by a whole number, exactly, as text with `scale` digits after the point. */
export function dividedText(x: string, scale: number, divisor: number): string {
  const scaled = `TRY_CAST(exact_number(${x}, ${scale}) AS DECIMAL(38,${scale}))`
  const unscaled = `TRY_CAST(replace(CAST(${scaled} AS VARCHAR), '.', '') AS HUGEINT)`
  const quotient = `CASE WHEN ${unscaled} % ${divisor} = 0 THEN CAST(${unscaled} // ${divisor} AS VARCHAR) END`
  return `with_point(CASE WHEN starts_with(${quotient}, '-') THEN '-' ELSE '' END, ltrim(${quotient}, '-'), ${scale})`
}
