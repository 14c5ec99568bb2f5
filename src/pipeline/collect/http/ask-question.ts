import { createHash } from 'node:crypto'
import type { ShownRequest } from '../../connect/http/build-request'
import type { HttpClient } from '../../connect/http/client'
import type { HttpReply } from '../../connect/http/exchange'
import type { PagingSpec } from '../../contract'
import { AppError } from '../../lib/errors'
import { planted } from '../../lib/plant'
import type { AnswerPage } from './answer/read-answer'
import { textOf, type Tree } from './answer/tree'
import { judgeAnswer } from './judge'
import { firstPlace, requestFor, type PagePlace, type Question, type QuestionContext } from './questions'

/** A page as it came. */
export interface AskedPage {
  page: number
  request: ShownRequest
  reply: HttpReply
  rows: Tree[]
}

/** A question asked anew so often; more is a server that cannot be paged through. */
const RESTARTS = 2

/** Why a question must be asked again from its first page. */
class Restart extends Error {
  constructor(readonly fault: AppError) {
    super(fault.message)
  }
}

export interface QuestionAsking {
  context: QuestionContext
  client: HttpClient
  /** Called for every page as it comes; `attempt` counts from 0. */
  onPage: (page: AskedPage, attempt: number) => Promise<void>
  /** Throws where nothing more shall be asked. */
  mayGoOn: () => void
}

/** Asks all pages of a question. Errors: `collect.incomplete`, `collect.pages`, and those of the client and of reading an answer. */
export async function askQuestion(question: Question, asking: QuestionAsking): Promise<Tree[]> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await askPages(question, asking, attempt)
    } catch (error) {
      if (!(error instanceof Restart)) throw error
      if (attempt >= RESTARTS) throw error.fault
    }
  }
}

/** What was seen of a question so far. */
interface Course {
  rows: Tree[]
  total: number | undefined
  /** Rows of the first page: a server may give fewer at a time than it is asked for. */
  first: number | undefined
  lastHash: string
  cursors: Set<string>
}

async function askPages(question: Question, asking: QuestionAsking, attempt: number): Promise<Tree[]> {
  const { collect } = asking.context
  const course: Course = { rows: [], total: undefined, first: undefined, lastHash: '', cursors: new Set() }
  let place: PagePlace | undefined = firstPlace(collect)
  for (let page = 1; place !== undefined; page += 1) {
    if (page > collect.maxPages) throw tooManyPages(question, collect.maxPages)
    if (page > 1) asking.mayGoOn()
    const { ask, shown } = requestFor(question, place, asking.context)
    const { reply, found } = await asking.client.ask(ask, judgeAnswer(ask.shown, collect))
    await asking.onPage({ page, request: shown, reply, rows: found.rows }, attempt)
    checkPage(question, found, course, collect.paging)
    for (const row of found.rows) course.rows.push(row)
    place = nextPlace(question, place, found, course, asking.context)
  }
  if (course.total !== undefined && course.total !== course.rows.length && !planted('totals-unchecked')) {
    throw new Restart(incomplete(question, `${course.rows.length} rows came where ${course.total} were promised`))
  }
  return course.rows
}

function checkPage(question: Question, { rows, total }: AnswerPage, course: Course, paging: PagingSpec | undefined): void {
  if (planted('pages-unchecked')) return
  if (total !== undefined && course.total !== undefined && total !== course.total) {
    throw new Restart(incomplete(question, `the number of rows changed from ${course.total} to ${total} while they were read`))
  }
  course.total ??= total
  const hash = rows.length === 0 || (rows.length === 1 && mayBeAlike(total, paging)) ? '' : hashOf(rows)
  if (hash !== '' && hash === course.lastHash) throw new Restart(repeated(question, 'a page came twice'))
  course.lastHash = hash
}

/** Whether pages of one row each may say the same and be right; a page that is asked for past the first short one may not. */
const mayBeAlike = (total: number | undefined, paging: PagingSpec | undefined): boolean =>
  total !== undefined || paging === undefined || paging.kind === 'cursor' || paging.size === 1

/** Where the next page lies; undefined after the last. */
function nextPlace(
  question: Question,
  place: PagePlace,
  { rows, next }: AnswerPage,
  course: Course,
  { collect: { paging } }: QuestionContext
): PagePlace | undefined {
  const { rows: all, total, cursors } = course
  if (paging === undefined) return undefined
  if (paging.kind === 'cursor') {
    if (next === undefined) return undefined
    if (cursors.has(next) && !planted('pages-unchecked')) throw repeated(question, `the cursor ${next.slice(0, 60)} came twice`)
    cursors.add(next)
    return { ...place, cursor: next }
  }
  course.first ??= planted('short-page-is-last') ? paging.size : rows.length
  const ended = rows.length === 0 || (total === undefined ? rows.length < course.first : all.length >= total)
  return ended ? undefined : { ...place, page: place.page + 1, offset: place.offset + rows.length }
}

const hashOf = (rows: readonly Tree[]): string =>
  createHash('sha256')
    .update(rows.map((row) => textOf(row) ?? '').join('\n'))
    .digest('base64')

const incomplete = ({ subject }: Question, why: string): AppError =>
  new AppError('collect.incomplete', `${subject}: ${why}. Nothing of it was used.`, {
    hint: 'Try again later: the data was changing, or the service loses rows between its pages.',
    retriable: true,
    details: { question: subject, reason: why }
  })

const repeated = ({ subject }: Question, why: string): AppError =>
  new AppError('collect.pages', `${subject}: ${why} while more was promised. Nothing of it was used.`, {
    hint: 'Look at the paging in the preview: the parameter of the page may have another name, or another first number.',
    details: { question: subject, reason: why }
  })

const tooManyPages = ({ subject }: Question, pages: number): AppError =>
  new AppError('collect.pages', `${subject} has more than ${pages} pages. Nothing of it was used.`, {
    hint: 'Check the paging in the preview; where there are really so many, raise maxPages or ask for shorter intervals.',
    details: { question: subject, pages }
  })
