import { access, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { wrapSystemError } from '../../lib/errors'
import type { DigestRequest, WorkContext } from '../worker-api'
import { Digests } from './digests'
import { specifiedDigest } from './specified-digest'
import { withSession } from './with-session'

/** Rows and digest of each group of files, from their content. */
export async function digests(
  { groups, schema, specified }: DigestRequest,
  context: WorkContext
): Promise<{ rows: number; digest: string; specified?: string }[]> {
  const scratch = await mkdtemp(join(tmpdir(), 'penstock-digest-'))
  try {
    return await withSession(
      scratch,
      context,
      async (session) => {
        const own = await Digests.of(session)
        const results: { rows: number; digest: string; specified?: string }[] = []
        for (const [index, { files }] of groups.entries()) {
          session.throwIfAborted()
          session.report.tell({ phase: 'hashing', from: 0, to: 1 }, index / groups.length)
          await Promise.all(files.map(readable))
          const fast = await own.ofFiles(session, files, schema)
          results.push(specified ? { ...fast, specified: await specifiedDigest(session, files, schema) } : fast)
        }
        return results
      },
      schema.columns.length
    )
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

async function readable(path: string): Promise<void> {
  try {
    await access(path)
  } catch (error) {
    throw wrapSystemError(error)
  }
}
