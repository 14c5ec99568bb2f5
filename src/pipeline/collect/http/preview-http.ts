import { HttpClient } from '../../connect/http/client'
import { realPace, type Pace } from '../../connect/http/pace'
import type { CollectPreview, HttpCollect } from '../../contract'
import { AppError } from '../../lib/errors'
import type { WorkContext } from '../../load/worker-api'
import type { PreviewCollectRequest } from '../worker-api'
import { meaningOf } from './answer/codes'
import { parseAnswer, readPage } from './answer/read-answer'
import { at, type Tree } from './answer/tree'
import { judgeAnswer } from './judge'
import { Budget } from './budget'
import { Picker } from './pick'
import { firstPlace, questionsOf, requestFor } from './questions'
import { rowPaths } from './row-paths'
import { SecretHider } from './secrets'
import { fieldsOfRows, suggestColumns } from './suggest-columns'

const ROWS = 50
const RAW_CHARACTERS = 20_000

/** Asks the first page of one question; nothing is kept. A wrong or missing path of the rows is no error here: the paths are told. */
export async function previewHttp(
  request: PreviewCollectRequest & { collect: HttpCollect },
  context: WorkContext,
  pace: Pace = realPace
): Promise<CollectPreview> {
  const { collect, connection, window, zone } = request
  const [question] = questionsOf(window, request)
  if (question === undefined || connection.target.kind !== 'http') {
    throw new AppError('connection.invalid', `${connection.name} is no HTTP connection.`)
  }
  const hider = new SecretHider(connection.secrets)
  const budget = new Budget(request.mayAsk)
  const client = new HttpClient(connection.name, connection.target, {
    pace,
    signal: context.signal,
    holdsSecret: (text) => hider.holds(text),
    spend: () => {
      budget.spend()
      context.progress({ phase: 'asking', subject: question.subject, requests: budget.requests })
    }
  })
  try {
    const { ask, shown } = requestFor(question, firstPlace(collect), request)
    const reply = await client.ask(ask, (answer, last) =>
      answer.status >= 200 && answer.status < 300 ? answer : judgeAnswer(ask.shown, collect)(answer, last)?.reply
    )
    const name = ask.shown.split('?', 1)[0] ?? ask.shown
    const { text, root } = parseAnswer(name, reply.body, reply.headers['content-type'], collect.answer)
    meaningOf(name, root, collect.answer.codes)
    const found = rowsOf(name, root, collect)
    const fields = fieldsOfRows(found.rows)
    const asked = collect.fanOut.map(({ as }) => `@${as}`)
    const picker = new Picker([...asked, ...fields], collect, zone)
    const rows = picker
      .lines(found.rows.slice(0, ROWS), question)
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(hider.data(line)) as Record<string, string | null>)
    return {
      asked: hider.text(`${shown.method} ${shown.url}`),
      status: reply.status,
      bytes: reply.body.length,
      raw: hider.data(text).slice(0, RAW_CHARACTERS),
      paths: rowPaths(root),
      rows,
      total: found.total ?? null,
      ...suggestColumns(picker.lines(found.rows, question), [...asked, ...fields])
    }
  } finally {
    client.close()
  }
}

/** The rows where the path leads, or where most of them stand. */
function rowsOf(name: string, root: Tree, { answer, paging }: HttpCollect): { rows: Tree[]; total: number | undefined } {
  const leads = at(root, answer.rows) !== undefined && (answer.rows !== '' || Array.isArray(root))
  const path = leads ? answer.rows : rowPaths(root)[0]?.path
  if (path === undefined) return { rows: [], total: undefined }
  const page = readPage(name, root, { ...answer, rows: path }, paging)
  return { rows: page?.rows ?? [], total: page?.total }
}
