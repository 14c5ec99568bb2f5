/** What the clipboard gets: plain TSV, and HTML whose cells say that they are text, so that Excel keeps 005930. */
export interface Copied {
  text: string
  html: string
}

export interface CopyColumn {
  name: string
  /** Text and codes stay text in a spreadsheet; numbers may become numbers. */
  numeric: boolean
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (char) => escapes[char] ?? char)
const escapeTsv = (text: string): string => (/[\t\r\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** A table with its header for the clipboard; `rows` hold texts in the order of `columns`, a missing value being empty. */
export function copyTable(columns: readonly CopyColumn[], rows: readonly (readonly string[])[]): Copied {
  const lines = [columns.map(({ name }) => name), ...rows]
  const text = lines.map((line) => line.map(escapeTsv).join('\t')).join('\r\n')
  const head = columns.map(({ name }) => `<th>${escapeHtml(name)}</th>`).join('')
  const body = rows.map((row) => `<tr>${row.map((cell, index) => htmlCell(cell, columns[index])).join('')}</tr>`).join('')
  return { text, html: `<table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>` }
}

const htmlCell = (cell: string, column: CopyColumn | undefined): string =>
  column?.numeric === true ? `<td>${escapeHtml(cell)}</td>` : `<td style="mso-number-format:'\\@'">${escapeHtml(cell)}</td>`

/** Puts both forms on the clipboard in one write. */
export async function putOnClipboard({ text, html }: Copied): Promise<void> {
  const blob = (content: string, type: string): Blob => new Blob([content], { type })
  await navigator.clipboard.write([
    new ClipboardItem({ 'text/plain': blob(text, 'text/plain'), 'text/html': blob(html, 'text/html') })
  ])
}
