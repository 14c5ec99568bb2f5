import type { AnswerSpec, PagingSpec } from '../../../contract'
import { meaningOf } from './codes'
import { parseCsv } from './csv'
import { decodeAnswer } from './encoding'
import { answerError, refusePage } from './faults'
import { parseJson } from './json'
import { at, firstText, isRecord, type Tree } from './tree'
import { parseXml } from './xml'

/** A page as it was understood. `rows` are objects, lists or single values. */
export interface AnswerPage {
  rows: Tree[]
  total: number | undefined
  next: string | undefined
}

/** The answer as a tree. Errors: `collect.answer`, `file.encoding`. */
export function parseAnswer(
  name: string,
  body: Buffer,
  contentType: string | undefined,
  answer: AnswerSpec
): { text: string; root: Tree } {
  const text = decodeAnswer(name, body, answer.encoding, contentType)
  refusePage(name, text)
  return { text, root: rootOf(name, text, answer) }
}

function rootOf(name: string, text: string, { format, delimiter }: AnswerSpec): Tree {
  if (format === 'csv') return parseCsv(name, text, delimiter)
  return format === 'json' ? parseJson(name, text) : parseXml(name, text)
}

/** Rows, total and cursor of a parsed answer; undefined where its code says to ask again. */
export function readPage(name: string, root: Tree, answer: AnswerSpec, paging: PagingSpec | undefined): AnswerPage | undefined {
  const meaning = meaningOf(name, root, answer.codes)
  if (meaning === 'retry') return undefined
  if (meaning === 'empty') return { rows: [], total: undefined, next: undefined }
  const total = paging === undefined || paging.kind === 'cursor' ? undefined : totalOf(name, root, paging.total)
  const next = paging?.kind === 'cursor' ? firstText(root, paging.next) : undefined
  const rows = rowsAt(root, answer)
  if (rows === undefined && total !== 0) throw noRows(name, answer.rows)
  return { rows: rows ?? [], total, next: next === '' ? undefined : next }
}

/** The rows at the path; undefined where nothing says that there could be any. */
function rowsAt(root: Tree, { format, rows: path }: AnswerSpec): Tree[] | undefined {
  const found = at(root, path)
  if (Array.isArray(found)) return found as Tree[]
  if (isRecord(found)) return [found]
  const nothing = found === null || found === ''
  if (nothing || (found === undefined && holdsNone(root, path, format))) return []
  return found === undefined ? undefined : [found]
}

/** An empty list of XML is an element that is not there; an empty object of JSON is often an empty text. */
function holdsNone(root: Tree, path: string, format: AnswerSpec['format']): boolean {
  const names = path.split('.')
  for (let length = names.length - 1; length > 0; length -= 1) {
    const parent = at(root, names.slice(0, length).join('.'))
    if (parent === undefined) continue
    if (parent === null || parent === '') return true
    return format === 'xml' && length === names.length - 1 && isRecord(parent)
  }
  return false
}

function totalOf(name: string, root: Tree, path: string | undefined): number | undefined {
  if (path === undefined) return undefined
  const text = firstText(root, path)
  if (text === undefined || text === '') return undefined
  const digits = text.replaceAll(',', '')
  if (!/^\d{1,15}$/.test(digits))
    throw answerError(name, `says "${text.slice(0, 40)}" where the number of rows should stand`, 'Check paging.total.')
  return Number(digits)
}

const noRows = (name: string, path: string): Error =>
  answerError(
    name,
    `holds nothing at "${path}", where the rows should be`,
    'Choose the path of the rows in the preview; the service may have changed its answer.'
  )
