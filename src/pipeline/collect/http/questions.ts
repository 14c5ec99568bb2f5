import { createHash } from 'node:crypto'
import type { HttpCollect } from '../../contract'
import { buildRequest, type BuiltRequest } from '../../connect/http/build-request'
import { secretNamed, withoutValue, type Lookup } from '../../connect/http/template'
import type { ResolvedConnection } from '../../connect/resolved'
import { AppError } from '../../lib/errors'
import type { IntervalWindow } from '../../load/worker-api'
import { momentText } from './moments'

/** One thing to ask: a window and one value of each fan-out. Several pages may answer it. */
export interface Question {
  window: IntervalWindow
  /** By fan-out name. */
  values: Record<string, string>
  /** What is shown of it while it is asked. */
  subject: string
}

/** Where in its answer a page lies. */
export interface PagePlace {
  page: number
  offset: number
  size: number
  cursor: string
}

export interface QuestionContext {
  collect: HttpCollect
  connection: ResolvedConnection
  zone: string
  fanOut: Record<string, string[]>
  variables: Record<string, string>
}

const MAX_QUESTIONS = 1_000_000

/** Every combination of the fan-out's values for a window, in their order. */
export function questionsOf(
  window: IntervalWindow,
  { collect, fanOut }: Pick<QuestionContext, 'collect' | 'fanOut'>
): Question[] {
  let combinations: Record<string, string>[] = [{}]
  for (const { as } of collect.fanOut) {
    const values = Object.hasOwn(fanOut, as) ? (fanOut[as] ?? []) : []
    if (values.length === 0) throw noValues(as)
    if (combinations.length * values.length > MAX_QUESTIONS) throw tooMany()
    combinations = combinations.flatMap((known) => values.map((value) => ({ ...known, [as]: value })))
  }
  return combinations.map((values) => ({ window, values, subject: [window.id, ...Object.values(values)].join(' ') }))
}

export const firstPlace = ({ paging }: HttpCollect): PagePlace => ({
  page: paging?.kind === 'page' ? paging.first : 1,
  offset: paging?.kind === 'offset' ? paging.first : 0,
  size: paging === undefined || paging.kind === 'cursor' ? 0 : paging.size,
  cursor: ''
})

/** The request for one page of a question. */
export const requestFor = (question: Question, place: PagePlace, context: QuestionContext): BuiltRequest => {
  const { connection, collect } = context
  if (connection.target.kind !== 'http') throw new AppError('connection.invalid', `${connection.name} is no HTTP connection.`)
  return buildRequest(connection.target, collect.request, lookupOf(question, place, context))
}

/** Names a question by all that its answer depends on; the same question has the same key in another collection. */
export function questionKey(question: Question, context: QuestionContext): string {
  const { shown } = requestFor(question, firstPlace(context.collect), context)
  const { answer, paging, request } = context.collect
  const parts = JSON.stringify([shown, request, answer, paging ?? null, question.window.id, question.values])
  return createHash('sha256').update(parts).digest('hex').slice(0, 32)
}

function lookupOf(question: Question, place: PagePlace, { connection, variables, zone }: QuestionContext): Lookup {
  const paging: Record<string, string> = {
    page: String(place.page),
    offset: String(place.offset),
    last: String(place.offset + place.size - 1),
    size: String(place.size),
    cursor: place.cursor
  }
  return (name, format) => {
    const moment = momentText(name, format, question.window, zone)
    if (moment !== undefined) return { text: moment }
    const secret = secretNamed(name, connection.secrets)
    if (secret !== undefined) return secret
    const text = own(question.values, name) ?? own(paging, name) ?? own(variables, name)
    if (text === undefined) throw withoutValue(name)
    return { text }
  }
}

const own = (values: Record<string, string>, name: string): string | undefined =>
  Object.hasOwn(values, name) ? values[name] : undefined

const noValues = (name: string): AppError =>
  new AppError('variable.missing', `The fan-out {${name}} has no values.`, {
    hint: 'Name at least one value, or load the dataset that it is read from.',
    details: { name }
  })

const tooMany = (): AppError =>
  new AppError('dataset.invalid', `The fan-out makes more than ${MAX_QUESTIONS} questions for one interval.`, {
    hint: 'Take a fan-out away, or split the dataset.'
  })
