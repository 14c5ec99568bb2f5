import { join } from 'node:path'
import { variablesFile, type VariablesFile } from '../../contract'
import { readTextIfExists, writeFileAtomic } from '../../lib/atomic-file'
import { AppError } from '../../lib/errors'
import { writeSchemaFile } from './schema-file'

const FILE = 'variables.json'
const SCHEMA_FILE = 'variables.schema.json'

/** `<workspace>/variables.json`, shared by all profiles and also edited by hand. */
export class VariablesStore {
  constructor(private readonly root: string) {}

  /** None where there is no file. Errors: `connection.invalid` where it cannot be read as one. */
  async get(): Promise<VariablesFile> {
    const path = join(this.root, FILE)
    const text = await readTextIfExists(path)
    if (text === undefined) return variablesFile.parse({ format: 1 })
    const parsed = variablesFile.safeParse(parseJson(text))
    if (parsed.success) return parsed.data
    const problems = parsed.error.issues.slice(0, 5).map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new AppError('connection.invalid', `${path}: ${problems.join('; ')}.`, {
      hint: 'Correct the file of variables; docs/connections.md names every field.',
      details: { path, problems }
    })
  }

  async save(file: VariablesFile): Promise<void> {
    await writeSchemaFile(join(this.root, SCHEMA_FILE), variablesFile)
    const content = { ...file, $schema: `./${SCHEMA_FILE}` }
    await writeFileAtomic(join(this.root, FILE), `${JSON.stringify(content, null, 2)}\n`, 0o644)
  }

  /** Their values in a profile. */
  async in(profile: string): Promise<Record<string, string>> {
    const { variables, profiles } = await this.get()
    return { ...variables, ...profiles[profile] }
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
