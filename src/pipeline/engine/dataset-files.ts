import { mkdir, readdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { datasetProblems, datasetSpec, type DatasetSpec, type ErrorData } from '../contract'
import { readTextIfExists, syncFolder, writeFileAtomic } from '../lib/atomic-file'
import { AppError, toErrorData } from '../lib/errors'

const SUFFIX = '.dataset.json'
const SCHEMA_FILE = 'dataset.schema.json'

/** A dataset file that was read, or why it could not be. */
export type DatasetEntry = { name: string; spec: DatasetSpec } | { name: string; error: ErrorData }

/** The folder `datasets/` of a workspace: one JSON file a dataset, which people may also edit by hand. */
export class DatasetFiles {
  /** By name; what a file says is worked out once for each text of it. */
  private readonly read = new Map<string, { text: string; spec: DatasetSpec }>()

  constructor(private readonly folder: string) {}

  path(name: string): string {
    return join(this.folder, `${name}${SUFFIX}`)
  }

  /** Sorted by name. A file that cannot be used is listed with its error. */
  async list(): Promise<DatasetEntry[]> {
    const names = (await readdir(this.folder))
      .filter((file) => file.endsWith(SUFFIX))
      .map((file) => file.slice(0, -SUFFIX.length))
    return Promise.all(names.sort().map((name) => this.entry(name)))
  }

  /** `dataset.missing`, `dataset.invalid`. */
  async get(name: string): Promise<DatasetSpec> {
    const text = await readTextIfExists(this.path(name))
    if (text === undefined) {
      throw new AppError('dataset.missing', `There is no dataset "${name}".`, {
        hint: 'List the datasets; add one by pointing at its source.',
        details: { dataset: name }
      })
    }
    const known = this.read.get(name)
    if (known?.text === text) return known.spec
    const spec = parseSpec(name, this.path(name), text)
    this.read.set(name, { text, spec })
    return spec
  }

  /** `dataset.exists` unless `replace`; `dataset.invalid` where the file contradicts itself. */
  async save(spec: DatasetSpec, replace: boolean): Promise<void> {
    refuseProblems(spec, this.path(spec.name))
    const names = (await readdir(this.folder))
      .filter((file) => file.endsWith(SUFFIX))
      .map((file) => file.slice(0, -SUFFIX.length))
    const taken = names.find((name) => sameName(name, spec.name))
    if (taken !== undefined && (!replace || taken !== spec.name)) {
      throw new AppError('dataset.exists', `There is already a dataset "${taken}".`, {
        hint: 'Choose another name, or replace it.',
        details: { dataset: taken }
      })
    }
    await this.writeSchema()
    await writeFileAtomic(this.path(spec.name), `${JSON.stringify({ ...spec, $schema: `./${SCHEMA_FILE}` }, null, 2)}\n`, 0o644)
  }

  /** Moves the dataset's file into a folder, or back out of it. */
  async moveOut(name: string, target: string): Promise<void> {
    await mkdir(target, { recursive: true, mode: 0o700 })
    await rename(this.path(name), join(target, `${name}${SUFFIX}`))
    await syncFolder(this.folder)
  }

  async moveBack(name: string, from: string): Promise<void> {
    await rename(join(from, `${name}${SUFFIX}`), this.path(name))
    await syncFolder(this.folder)
  }

  private async entry(name: string): Promise<DatasetEntry> {
    try {
      return { name, spec: await this.get(name) }
    } catch (error) {
      return { name, error: toErrorData(error) }
    }
  }

  /** The JSON Schema beside the files, so that editors know the fields. */
  private async writeSchema(): Promise<void> {
    await mkdir(this.folder, { recursive: true })
    const path = join(this.folder, SCHEMA_FILE)
    const text = `${JSON.stringify(z.toJSONSchema(datasetSpec, { io: 'input' }), null, 2)}\n`
    if ((await readTextIfExists(path)) !== text) await writeFileAtomic(path, text, 0o644)
  }
}

/** Names that one file system or another would hold in the same file. */
const sameName = (a: string, b: string): boolean => a.normalize('NFC').toLowerCase() === b.normalize('NFC').toLowerCase()

function parseSpec(name: string, path: string, text: string): DatasetSpec {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    throw invalid(path, [`it is not JSON (${cause instanceof Error ? cause.message : String(cause)})`])
  }
  const parsed = datasetSpec.safeParse(json)
  if (!parsed.success)
    throw invalid(
      path,
      parsed.error.issues.slice(0, 5).map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    )
  if (parsed.data.name !== name.normalize('NFC'))
    throw invalid(path, [`name: the file is called "${name}", the dataset "${parsed.data.name}"`])
  refuseProblems(parsed.data, path)
  return parsed.data
}

function refuseProblems(spec: DatasetSpec, path: string): void {
  const problems = datasetProblems(spec)
  if (problems.length > 0)
    throw invalid(
      path,
      problems.slice(0, 5).map(({ where, message }) => `${where}: ${message}`)
    )
}

const invalid = (path: string, problems: string[]) =>
  new AppError('dataset.invalid', `${path}: ${problems.join('; ')}.`, {
    hint: 'Correct the dataset file; docs/datasets.md names every field.',
    details: { path, problems }
  })
