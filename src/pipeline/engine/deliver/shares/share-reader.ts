import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { ErrorCode, Share } from '../../../contract'
import { toErrorData } from '../../../lib/errors'
import { partitionsOf } from '../../../lake/partitions'
import type { Snapshot } from '../../../lake/types'
import { localPaths } from '../../loads/stage-request'
import { filesOf } from '../../partitions/files-of'
import type { Services } from '../../services'
import type { ShareDesk } from './share-desk'
import { ShareFiles, type MakeFile } from './share-files'
import { isAsked, questionOf, type ShareQuestion } from './share-question'

export interface ShareAsk {
  method: 'GET' | 'HEAD'
  token: string
  /** `<dataset>.csv` or `<dataset>.parquet`, decoded. */
  file: string
  query: URLSearchParams
  ifNoneMatch: string | undefined
  signal: AbortSignal
}

/** An answer in the terms of HTTP. `path`: the file to send; without it a HEAD. */
export type ShareAnswer =
  | { status: 200; etag: string; type: string; fileName: string; path: string | undefined; bytes: number | undefined }
  | { status: 304; etag: string }
  | { status: 400 | 404 | 413 | 500 | 503 | 507; text: string }

const TYPES = { csv: 'text/csv; charset=utf-8', parquet: 'application/vnd.apache.parquet' }
/** More is no table for a spreadsheet, and too long to be made while somebody waits. */
const MOST_ROWS = { csv: 20_000_000, parquet: 200_000_000 }

/** Answers those who have a share's URL: a dataset as it is now, as one file. */
export class ShareReader {
  private readonly files: ShareFiles

  constructor(
    private readonly services: Services,
    private readonly desk: ShareDesk
  ) {
    this.files = new ShareFiles(join(services.workspace.state, 'shares'))
  }

  async answer(ask: ShareAsk): Promise<ShareAnswer> {
    const share = this.desk.find(ask.token)
    const question = questionOf(ask.file, ask.query)
    if (share === undefined || question === undefined) return missing
    // A token opens its own dataset only.
    if (typeof question !== 'string' && question.dataset.normalize('NFC') !== share.dataset) return missing
    if (typeof question === 'string') return { status: 400, text: question }
    try {
      return await this.read(ask, share, question)
    } catch (error) {
      return this.failed(share, error)
    }
  }

  private async read(ask: ShareAsk, share: Share, question: ShareQuestion): Promise<ShareAnswer> {
    const snapshot = await this.services.table(share.dataset).snapshot()
    if (snapshot === undefined) return missing
    const dts = [...partitionsOf(snapshot).keys()].filter((dt) => isAsked(question, dt))
    const rows = dts.reduce((sum, dt) => sum + (partitionsOf(snapshot).get(dt)?.rows ?? 0), 0)
    if (rows > MOST_ROWS[question.format])
      return { status: 413, text: `These are ${rows} rows: ask for fewer partitions, with ?from= and &to=.` }
    const { key, make } = await this.recipe(share.dataset, snapshot, question, dts)
    const etag = `W/"${key}"`
    if (ask.method === 'GET') await this.desk.noteRead(share.id)
    if (matches(ask.ifNoneMatch, etag)) return { status: 304, etag }
    const facts = { status: 200 as const, etag, type: TYPES[question.format], fileName: `${share.dataset}.${question.format}` }
    const file = ask.method === 'HEAD' ? undefined : await this.files.get(key, make, ask.signal)
    return { ...facts, path: file?.path, bytes: file?.bytes ?? this.files.known(key)?.bytes }
  }

  private async recipe(
    dataset: string,
    snapshot: Snapshot,
    question: ShareQuestion,
    dts: readonly string[]
  ): Promise<{ key: string; make: MakeFile }> {
    const { store, datasets, pool, info } = this.services
    const { columns } = await datasets.get(dataset)
    const codes = new Set(columns.filter(({ code }) => question.formulas && code !== undefined).map(({ name }) => name))
    const formulas = snapshot.schema.columns.filter(({ name }) => codes.has(name)).map(({ physical }) => physical)
    const { format, bom } = question
    const told = JSON.stringify([snapshot.tableId, snapshot.version, info.appVersion, question, formulas])
    const make: MakeFile = async (path, scratch, signal) => {
      const files = (await Promise.all(dts.map((dt) => localPaths(store, dataset, filesOf(snapshot, dt))))).flat()
      const request = { format, files, schema: snapshot.schema, path, bom, formulas, scratch }
      await pool.read.exportFile(request, { signal, progress: () => undefined })
    }
    return { key: `v${snapshot.version}-${createHash('sha256').update(told).digest('hex').slice(0, 24)}`, make }
  }

  private failed(share: Share, thrown: unknown): ShareAnswer {
    const error = toErrorData(thrown)
    if (error.code !== 'cancelled') this.services.logger.warn('a share could not be read', { share: share.id, error })
    return { status: statusOf[error.code] ?? 500, text: 'It cannot be read just now; the log of Penstock says why.' }
  }
}

const statusOf: Partial<Record<ErrorCode, 404 | 503 | 507>> = {
  'dataset.missing': 404,
  'load.busy': 503,
  'worker.gone': 503,
  cancelled: 503,
  'disk.full': 507
}

const missing = { status: 404, text: 'There is no such file.' } as const

const matches = (ifNoneMatch: string | undefined, etag: string): boolean =>
  ifNoneMatch !== undefined &&
  ifNoneMatch.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === etag.replace(/^W\//, ''))
