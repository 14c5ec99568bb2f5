import { randomUUID } from 'node:crypto'
import { open, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { throwIfAborted } from '../../../lib/abort'
import { AppError } from '../../../lib/errors'
import { PAGE_HEAD_BYTES, refuseHtmlAnswer } from '../../decode/web-page'
import { sourceFile, type SourceFile } from '../source-file'
import type { SourceContext } from '../resolve-source'
import { get, type Answer } from './request'

const MAX_ATTEMPTS = 5
/** 64 GiB: beyond it a download is a mistake, or an attack on the disk. */
const MAX_BYTES = 64 * 2 ** 30

/** How far a download has come, and what names the version that it is of. */
interface Download {
  url: string
  handle: FileHandle
  received: number
  total: number | undefined
  validator: string | undefined
  contentType: string | undefined
}

/** Fetches a URL into the scratch folder; a cut connection is resumed where the server can say that nothing has changed. */
export async function fetchToFile(location: string, context: SourceContext): Promise<SourceFile> {
  const path = join(context.scratch, `fetched-${randomUUID()}`)
  const download: Download = {
    url: location,
    handle: await open(path, 'wx+', 0o600),
    received: 0,
    total: undefined,
    validator: undefined,
    contentType: undefined
  }
  try {
    await fetchAll(download, context)
    await requireNoPage(download)
  } finally {
    await download.handle.close()
  }
  const { origin, pathname } = new URL(location)
  return sourceFile(`${origin}${pathname}`, decodePath(pathname), path)
}

async function fetchAll(download: Download, context: SourceContext): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const before = download.received
    try {
      await fetchRest(download, context)
      return
    } catch (error) {
      throwIfAborted(context.signal)
      const final = ownError(error)
      if (final !== undefined) throw final
      // Progress earns new attempts: a long download over a bad line is not given up for being long.
      if (download.received > before) attempt = 1
      if (attempt >= MAX_ATTEMPTS) throw gaveUp(download, error)
      await pause(100 * 2 ** attempt, undefined, { signal: context.signal }).catch(() => throwIfAborted(context.signal))
    }
  }
}

async function fetchRest(download: Download, { signal, fetched }: SourceContext): Promise<void> {
  const resuming = download.received > 0 && download.validator !== undefined
  const headers = resuming ? { range: `bytes=${download.received}-`, 'if-range': download.validator ?? '' } : {}
  const answer = await get(download.url, headers, signal)
  try {
    await begin(download, answer, resuming)
    for await (const chunk of answer.body) {
      await download.handle.write(chunk, 0, chunk.length, download.received)
      download.received += chunk.length
      if (download.received > MAX_BYTES) throw tooLarge(download.url)
      fetched?.(download.received, download.total)
      throwIfAborted(signal)
    }
    if (download.total !== undefined && download.received < download.total) throw new Error('the body ended early')
  } finally {
    answer.close()
  }
}

/** Decides by status and validator whether the answer goes on where we stopped, starts anew, or is of another version. */
async function begin(download: Download, answer: Answer, resuming: boolean): Promise<void> {
  requireContent(download.url, answer.status)
  const validator = validatorOf(answer)
  if (resuming && validator !== download.validator) throw changed(download.url)
  if (answer.status === 206) {
    const [, start, total] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(answer.header('content-range') ?? '') ?? []
    if (Number(start) !== download.received || (total !== '*' && Number(total) !== download.total)) throw changed(download.url)
    return
  }
  await download.handle.truncate(0)
  const length = answer.header('content-length')
  download.received = 0
  download.validator = validator
  download.contentType = answer.header('content-type')
  download.total = length === undefined ? undefined : Number(length)
  if ((download.total ?? 0) > MAX_BYTES) throw tooLarge(download.url)
}

async function requireNoPage({ url, handle, contentType }: Download): Promise<void> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(PAGE_HEAD_BYTES), 0, PAGE_HEAD_BYTES, 0)
  refuseHtmlAnswer(withoutQuery(url), contentType, buffer.subarray(0, bytesRead))
}

function requireContent(url: string, status: number): void {
  if (status === 416) throw changed(url)
  if (status !== 200 && status !== 206) throw statusError(url, status, status >= 500 && status !== 501)
}

/** A strong ETag, else the modification time; weak tags do not promise the same bytes. */
function validatorOf(answer: Answer): string | undefined {
  const tag = answer.header('etag')
  return tag !== undefined && !tag.startsWith('W/') ? tag : answer.header('last-modified')
}

/** Errors that no further attempt can mend. */
function ownError(error: unknown): AppError | undefined {
  const nested = error instanceof Error ? error.cause : undefined
  const own = [error, nested].find((candidate) => candidate instanceof AppError)
  return own instanceof AppError && !own.retriable ? own : undefined
}

function decodePath(pathname: string): string {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return pathname
  }
}

const withoutQuery = (url: string): string => url.split('?', 1)[0] ?? url

const statusError = (url: string, status: number, retriable: boolean): AppError =>
  new AppError('http.status', `The server answered ${status} for ${withoutQuery(url)}.`, {
    hint:
      status === 401 || status === 403 ? 'Check that the file may be read without signing in.' : 'Check the URL in a browser.',
    details: { url: withoutQuery(url), status },
    retriable
  })

const changed = (url: string): AppError =>
  new AppError('http.changed', `${withoutQuery(url)} changed on the server while it was fetched.`, {
    hint: 'Load again to fetch the new version as a whole; nothing of the old one was kept.',
    details: { url: withoutQuery(url) }
  })

const tooLarge = (url: string): AppError =>
  new AppError('file.bomb', `${withoutQuery(url)} is larger than ${MAX_BYTES / 2 ** 30} GiB.`, {
    hint: 'Download it in parts and load the folder.'
  })

function gaveUp(download: Download, cause: unknown): AppError {
  if (cause instanceof AppError) return cause
  const reason = cause instanceof Error ? cause.message : String(cause)
  const where = `${withoutQuery(download.url)} after ${download.received} bytes`
  return new AppError('http.failed', `The connection failed at ${where}: ${reason}.`, {
    hint: 'Check the network and the server, then try again; nothing was changed.',
    retriable: true,
    details: { url: withoutQuery(download.url), bytes: download.received },
    cause
  })
}
