/** 1-based line and column (in characters) of a text. */
export interface SqlPlace {
  line: number
  column: number
}

/** The place of a byte of the text's UTF-8; undefined where it lies outside. DuckDB counts parts of a tree so. */
export function placeOfByte(sql: string, byte: number): SqlPlace | undefined {
  const bytes = Buffer.from(sql)
  return isWithin(byte, bytes.length) ? placeAfter(bytes.subarray(0, byte).toString('utf8')) : undefined
}

/** The place of a character (code point); undefined where it lies outside. DuckDB counts mistakes so. */
export function placeOfCharacter(sql: string, index: number): SqlPlace | undefined {
  const characters = Array.from(sql)
  return isWithin(index, characters.length) ? placeAfter(characters.slice(0, index).join('')) : undefined
}

export const placeText = (place: SqlPlace | undefined): string =>
  place === undefined ? '' : ` at line ${place.line}, column ${place.column}`

const isWithin = (index: number, length: number): boolean => Number.isSafeInteger(index) && index >= 0 && index <= length

function placeAfter(text: string): SqlPlace {
  const lines = text.split('\n')
  return { line: lines.length, column: Array.from(lines.at(-1) ?? '').length + 1 }
}
