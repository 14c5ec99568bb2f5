import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { z } from 'zod'
import { connectionSpec, type ConnectionSpec, type ErrorData } from '../../contract'
import { readTextIfExists, syncFolder, writeFileAtomic } from '../../lib/atomic-file'
import { AppError, toErrorData } from '../../lib/errors'
import { connectionProblems } from './connection-problems'
import { writeSchemaFile } from './schema-file'

const SUFFIX = '.connection.json'
const SCHEMA_FILE = 'connection.schema.json'

/** A connection file that was read, or why it could not be. */
export type ConnectionEntry = { name: string; spec: ConnectionSpec } | { name: string; error: ErrorData }

/** The folder `connections/` of a workspace: one JSON file a connection, shared by all profiles; it is made with the first of them. */
export class ConnectionFiles {
  constructor(private readonly folder: string) {}

  path(name: string): string {
    return join(this.folder, `${name}${SUFFIX}`)
  }

  /** Sorted by name. A file that cannot be used is listed with its error. */
  async list(): Promise<ConnectionEntry[]> {
    return Promise.all((await this.names()).map((name) => this.entry(name)))
  }

  /** `connection.missing`, `connection.invalid`. */
  async get(name: string): Promise<ConnectionSpec> {
    const text = await readTextIfExists(this.path(name))
    if (text === undefined) throw missing(name)
    return parseConnection(name, this.path(name), text)
  }

  async entry(name: string): Promise<ConnectionEntry> {
    try {
      return { name, spec: await this.get(name) }
    } catch (error) {
      return { name, error: toErrorData(error) }
    }
  }

  /** Whether there is a file of that name, readable or not. */
  async has(name: string): Promise<boolean> {
    return (await readTextIfExists(this.path(name))) !== undefined
  }

  /** `connection.exists` unless `replace`; `connection.invalid` where the spec contradicts itself. */
  async save(spec: ConnectionSpec, replace: boolean): Promise<void> {
    refuseProblems(spec, this.path(spec.name))
    const taken = (await this.names()).find((name) => sameName(name, spec.name))
    if (taken !== undefined && (!replace || taken !== spec.name)) {
      throw new AppError('connection.exists', `There is already a connection "${taken}".`, {
        hint: 'Choose another name, or replace it.',
        details: { connection: taken }
      })
    }
    await mkdir(this.folder, { recursive: true })
    await writeSchemaFile(join(this.folder, SCHEMA_FILE), connectionSpec)
    await writeFileAtomic(this.path(spec.name), `${JSON.stringify({ ...spec, $schema: `./${SCHEMA_FILE}` }, null, 2)}\n`, 0o644)
  }

  /** `connection.missing`. */
  async remove(name: string): Promise<void> {
    if (!(await this.has(name))) throw missing(name)
    await rm(this.path(name))
    await syncFolder(this.folder)
  }

  private async names(): Promise<string[]> {
    const files = await readdir(this.folder).catch(noneWhereMissing)
    return files
      .filter((file) => file.endsWith(SUFFIX))
      .map((file) => file.slice(0, -SUFFIX.length))
      .sort()
  }
}

function noneWhereMissing(error: unknown): string[] {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
  throw error
}

const missing = (name: string): AppError =>
  new AppError('connection.missing', `There is no connection "${name}".`, {
    hint: 'List the connections; add one under that name.',
    details: { connection: name }
  })

/** Names that one file system or another would hold in the same file. */
const sameName = (a: string, b: string): boolean => a.normalize('NFC').toLowerCase() === b.normalize('NFC').toLowerCase()

function parseConnection(name: string, path: string, text: string): ConnectionSpec {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    throw invalid(path, [`it is not JSON (${cause instanceof Error ? cause.message : String(cause)})`])
  }
  const parsed = connectionSpec.safeParse(json)
  if (!parsed.success) throw invalid(path, issuesOf(parsed.error))
  if (parsed.data.name !== name.normalize('NFC'))
    throw invalid(path, [`name: the file is called "${name}", the connection "${parsed.data.name}"`])
  refuseProblems(parsed.data, path)
  return parsed.data
}

function refuseProblems(spec: ConnectionSpec, path: string): void {
  const problems = connectionProblems(spec)
  if (problems.length > 0) throw invalid(path, problems)
}

const issuesOf = (error: z.ZodError): string[] => error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)

const invalid = (path: string, problems: string[]): AppError =>
  new AppError('connection.invalid', `${path}: ${problems.slice(0, 5).join('; ')}.`, {
    hint: 'Correct the connection file; docs/connections.md names every field.',
    details: { path, problems: problems.slice(0, 5) }
  })
