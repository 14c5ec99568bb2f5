import type { FileFormat } from '../../contract'
import { AppError } from '../../lib/errors'
import { refuseWebPage } from '../decode/web-page'

/** Parquet by its magic, JSON lines by their first lines, and CSV otherwise. */
export function findFormat(name: string, head: Buffer): { value: FileFormat; certainty: number } {
  if (head.length >= 4 && head.toString('latin1', 0, 4) === 'PAR1') return { value: 'parquet', certainty: 1 }
  const text = head
    .toString('utf8', 0, Math.min(head.length, 1 << 20))
    .replace(/^\uFEFF/, '')
    .trimStart()
  refuseWebPage(name, head)
  if (/^\[\s*[{[]/.test(text)) throw jsonArray(name)
  if (!text.startsWith('{')) return { value: 'csv', certainty: 0.9 }
  const lines = text
    .split(/\r\n|\n|\r/)
    .slice(0, 50)
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const complete = lines.length > 1 && head.length > 1 << 20 ? lines.slice(0, -1) : lines
  const objects = complete.filter(isObject).length
  return objects * 10 >= complete.length * 9 ? { value: 'jsonl', certainty: 0.99 } : { value: 'csv', certainty: 0.6 }
}

function isObject(line: string): boolean {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}

const jsonArray = (name: string): AppError =>
  new AppError('file.format', `"${name}" is one JSON list; JSON lines (one object a line) are read.`, {
    hint: 'Write each object on a line of its own, for example with: jq -c ".[]".'
  })
