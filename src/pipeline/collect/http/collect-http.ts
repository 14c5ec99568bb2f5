import { createHash } from 'node:crypto'
import { HttpClient } from '../../connect/http/client'
import { realPace, type Pace } from '../../connect/http/pace'
import type { HttpCollect } from '../../contract'
import { throwIfAborted } from '../../lib/abort'
import { AppError, wrapSystemError } from '../../lib/errors'
import type { WorkContext } from '../../load/worker-api'
import { folderFor } from '../raw/find-collection'
import { RawCollection } from '../raw/raw-collection'
import type { Collected, CollectRequest } from '../worker-api'
import { askedOf } from './asked'
import { askQuestion } from './ask-question'
import { parseAnswer, readPage } from './answer/read-answer'
import type { Tree } from './answer/tree'
import { Budget } from './budget'
import { collectFromRaw } from './from-raw'
import { Picker } from './pick'
import { questionKey, questionsOf } from './questions'
import { SecretHider } from './secrets'
import { Turns, type PlannedWindow, type Turn } from './turns'
import { WindowWork } from './window-work'

type HttpCollectRequest = CollectRequest & { collect: HttpCollect }

const PROGRESS_MS = 100

/** See CollectWorker.collect. */
export async function collectHttp(request: HttpCollectRequest, context: WorkContext, pace: Pace = realPace): Promise<Collected> {
  if (request.fromRaw) return collectFromRaw(request, context)
  return new HttpCollection(request, context, pace).run()
}

class HttpCollection {
  readonly #budget: Budget
  readonly #hider: SecretHider
  readonly #picker: Picker
  readonly #client: HttpClient
  readonly #stop = new AbortController()
  readonly #failed = Promise.withResolvers<undefined>()
  #failure: AppError | undefined
  #done = 0
  #reused = 0
  #bytes = 0
  #rows = 0
  #told = 0
  #total = 0

  constructor(
    readonly request: HttpCollectRequest,
    readonly context: WorkContext,
    readonly pace: Pace
  ) {
    const { connection, collect, fields, zone, mayAsk } = request
    if (connection.target.kind !== 'http') throw new AppError('connection.invalid', `${connection.name} is no HTTP connection.`)
    this.#budget = new Budget(mayAsk)
    this.#hider = new SecretHider(connection.secrets)
    this.#picker = new Picker(fields, collect, zone)
    this.#client = new HttpClient(connection.name, connection.target, {
      pace,
      signal: AbortSignal.any([context.signal, this.#stop.signal]),
      holdsSecret: (text) => this.#hider.holds(text),
      spend: () => {
        this.#budget.spend()
      }
    })
  }

  async run(): Promise<Collected> {
    const { windows } = this.request
    const planned = windows.map((window) => ({ window, questions: questionsOf(window, this.request) }))
    this.#total = planned.reduce((sum, { questions }) => sum + questions.length, 0)
    const told: Collected['windows'] = []
    try {
      await this.#askAll(planned, told)
    } finally {
      this.#client.close()
      this.#tell('', true)
    }
    return {
      format: 'jsonl',
      requests: this.#budget.requests,
      reused: this.#reused,
      rows: this.#rows,
      bytes: this.#bytes,
      windows: windows.flatMap(({ id }) => told.filter((window) => window.id === id)),
      notes: this.#hider.touched === 0 ? [] : [{ code: 'secret_hidden', column: null, count: this.#hider.touched }]
    }
  }

  /** Works through all questions in order, several at a time; the first failure ends it, and what was answered stays. */
  async #askAll(planned: PlannedWindow[], told: Collected['windows']): Promise<void> {
    const { target } = this.request.connection
    const lanes = target.kind === 'http' ? target.limits.concurrency : 1
    const turns = new Turns(planned, (window) => this.#begin(window), this.#failed.promise)
    try {
      await Promise.all(Array.from({ length: lanes }, () => this.#lane(turns, told)))
      await Promise.all(turns.begun.map((work) => work.raw.flush()))
      if (this.#failure !== undefined) await this.#breakOff(turns, this.#failureNow(this.#failure))
    } finally {
      await Promise.all(turns.begun.map((work) => work.close()))
    }
  }

  async #begin({ window, questions }: PlannedWindow): Promise<WindowWork> {
    const { raw, id, now, collect } = this.request
    const keys = questions.map((question) => questionKey(question, this.request))
    const all = createHash('sha256').update(keys.join('\n')).digest('hex')
    const { folder, begun } = await folderFor(raw, window.id, { id, questions: all }, now)
    const kept = await RawCollection.open(folder, collect.answer.format, { format: 1, id, questions: all, begun, opened: now })
    return new WindowWork(window, questions, keys, kept, this.request.picked)
  }

  async #lane(turns: Turns, told: Collected['windows']): Promise<void> {
    try {
      for (let turn = await turns.next(); turn !== undefined && this.#failure === undefined; turn = await turns.next()) {
        const { work, question } = turn
        const rows = (await this.#keptRows(turn)) ?? (await this.#ask(turn))
        await work.put(turn.index, this.#hider.lines(this.#picker.lines(rows, question)), rows.length)
        this.#done += 1
        this.#rows += rows.length
        if (work.takeEnd()) {
          await work.end(this.request.id, askedOf(this.request), this.pace.now())
          told.push({ id: work.window.id, rows: work.rows, requests: work.requests })
        }
        this.#tell(question.subject, false)
      }
    } catch (error) {
      this.#fail(error)
    }
  }

  /** Rows of a question that was answered before; undefined where it has to be asked. */
  async #keptRows({ work, index }: Turn): Promise<Tree[] | undefined> {
    const kept = work.raw.question(work.keys[index] ?? '')
    const bodies = kept === undefined ? undefined : await work.raw.bodies(kept)
    if (bodies === undefined) return undefined
    const { answer, paging } = this.request.collect
    const rows = bodies.flatMap(({ answer: { contentType }, body }) => {
      const { root } = parseAnswer(work.window.id, body, contentType, answer)
      return readPage(work.window.id, root, answer, paging)?.rows ?? []
    })
    this.#reused += bodies.length
    return rows
  }

  async #ask({ work, index, question }: Turn): Promise<Tree[]> {
    const key = work.keys[index] ?? ''
    let answers: number[] = []
    const rows = await askQuestion(question, {
      context: this.request,
      client: this.#client,
      mayGoOn: () => {
        if (this.#failure !== undefined) throw this.#failure
      },
      onPage: async ({ page, request, reply, rows: found }) => {
        if (page === 1) answers = []
        const body = this.#hider.bytes(reply.body)
        this.#bytes += reply.body.length
        work.requests += 1
        const contentType = reply.headers['content-type']
        const n = await work.raw.keep(body, {
          question: key,
          page,
          status: reply.status,
          ...(contentType === undefined ? {} : { contentType }),
          request: { ...request, url: this.#hider.text(request.url) },
          rows: found.length,
          came: new Date(this.pace.now()).toISOString()
        })
        answers.push(n)
        this.#tell(question.subject, false)
      }
    })
    work.raw.answered({ kind: 'question', question: key, values: question.values, answers, rows: rows.length })
    return rows
  }

  /** A spent quota lets what is under way come to its end; anything else ends it at once. */
  #fail(error: unknown): void {
    const known = wrapSystemError(error)
    this.#failure ??= known
    this.#failed.resolve(undefined)
    if (known.code !== 'quota.exhausted') this.#stop.abort()
  }

  /** Whether another collection may go on with what came depends on what ended this one. */
  async #breakOff({ begun }: Turns, failure: AppError): Promise<never> {
    const now = this.pace.now()
    await Promise.all(begun.filter((work) => !work.ended).map((work) => work.raw.brokenOff(failure.code, now)))
    throw failure
  }

  #failureNow(failure: AppError): AppError {
    throwIfAborted(this.context.signal)
    const { code, message, hint, retriable, details } = failure
    return new AppError(code, this.#hider.text(message), {
      ...(hint === undefined ? {} : { hint }),
      retriable,
      details: { ...details, requests: this.#budget.requests, done: this.#done, questions: this.#total },
      cause: failure
    })
  }

  #tell(subject: string, always: boolean): void {
    const now = performance.now()
    if (!always && now - this.#told < PROGRESS_MS) return
    this.#told = now
    this.context.progress({
      phase: 'asking',
      ...(subject === '' ? {} : { subject }),
      requests: this.#budget.requests,
      rows: this.#rows,
      bytes: this.#bytes,
      fraction: this.#total === 0 ? 1 : this.#done / this.#total
    })
  }
}
