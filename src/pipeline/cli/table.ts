/** Columns that a terminal gives to a character: two for East Asian wide ones, none for combining marks. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}]/u
const widthOf = (text: string): number =>
  Array.from(text.normalize('NFC')).reduce((sum: number, char) => sum + (wide.test(char) ? 2 : 1), 0)

export interface TableColumn<Row> {
  title: string
  /** Shown as it is; numbers are grouped by thousands and put to the right. */
  value(row: Row): string | number | null
}

const grouped = new Intl.NumberFormat('en-US')
// Control characters of data must not reach the terminal as commands.
const printable = (text: string): string => text.replace(/\p{Cc}/gu, ' ')
const show = (value: string | number | null): string =>
  typeof value === 'number' ? grouped.format(value) : printable(value ?? '')

/** Rows as aligned lines under their titles. */
export function formatTable<Row>(rows: readonly Row[], columns: readonly TableColumn<Row>[]): string {
  const values = rows.map((row) => columns.map((column) => column.value(row)))
  const widths = columns.map(({ title }, index) =>
    Math.max(widthOf(title), ...values.map((line) => widthOf(show(line[index] ?? null))))
  )
  const right = columns.map((_, index) => values.length > 0 && values.every((line) => typeof (line[index] ?? 0) === 'number'))
  const line = (cells: string[]): string =>
    cells
      .map((cell, index) => {
        const fill = ' '.repeat((widths[index] ?? 0) - widthOf(cell))
        return right[index] === true ? fill + cell : cell + fill
      })
      .join('  ')
      .trimEnd()
  return [columns.map(({ title }) => title), ...values.map((cells) => cells.map(show))].map(line).join('\n')
}
