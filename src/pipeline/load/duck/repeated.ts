import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AppError } from '../../lib/errors'
import type { DuplicateKeys, DuplicatesRequest, WorkContext } from '../worker-api'
import { repeatedKeys } from './derive/key-rows'
import { ident } from './sql'
import { storedRows } from './stored'
import { withSession } from './with-session'

/** Keys that stand more than once in each group of files; none where the dataset has no key. */
export async function duplicates(
  { groups, schema, key, sampleSize }: DuplicatesRequest,
  context: WorkContext
): Promise<DuplicateKeys[]> {
  const columns = key.map((name) => {
    const column = schema.columns.find((one) => one.name === name)
    if (column === undefined) throw new AppError('internal', `The table has no column "${name}" of its key.`)
    return column
  })
  if (columns.length === 0) return groups.map(() => ({ rows: 0, keys: 0, sample: [] }))
  const named = new Map(columns.map(({ name, physical }) => [name, ident(physical)]))
  const scratch = await mkdtemp(join(tmpdir(), 'penstock-keys-'))
  try {
    return await withSession(scratch, context, async (session) => {
      const found: DuplicateKeys[] = []
      for (const [index, { files }] of groups.entries()) {
        session.report.tell({ phase: 'comparing', from: 0, to: 1 }, index / groups.length)
        found.push(await repeatedKeys(session, storedRows(files, columns), named, sampleSize))
      }
      return found
    })
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}
