import { stat } from 'node:fs/promises'
import { AppError } from '../../lib/errors'
import type { PlannedFile, PlannedFiles } from '../worker-api'
import { isS3 } from './s3/access'
import type { SourceFile } from './source-file'

type State = { bytes: number; modifiedMs: number }

/** A file that is another than the plan listed: `before` null where it came since, `now` null where it is gone. */
interface ChangedFile {
  name: string
  before: State | null
  now: State | null
}

/** Changed files that an error names. */
const NAMED = 20

/**
 * How many files of a source are not what a plan listed. `source.changed`, with the difference, where the plan is to hold. A source of
 * which nothing is left is no change of this kind: it is missing.
 */
export async function changedSincePlan(files: readonly SourceFile[], planned: PlannedFiles | undefined): Promise<number> {
  if (planned === undefined || files.length === 0) return 0
  const changed = [...otherFiles(files, planned.files), ...(planned.whole ? await goneFiles(files, planned.files) : [])]
  if (changed.length > 0 && planned.mustHold) throw sourceChanged(changed)
  return changed.length
}

export const modifiedMsOf = ({ identity }: Pick<SourceFile, 'identity'>): number => Number(identity.mtimeNs / 1_000_000n)

function otherFiles(files: readonly SourceFile[], planned: readonly PlannedFile[]): ChangedFile[] {
  const before = new Map(planned.map((file) => [file.path, file]))
  return files.flatMap((file) => {
    const [was, now] = [before.get(file.origin ?? file.path), { bytes: file.bytes, modifiedMs: modifiedMsOf(file) }]
    if (was?.bytes === now.bytes && was.modifiedMs === now.modifiedMs) return []
    return [{ name: file.name, before: was === undefined ? null : stateOf(was), now }]
  })
}

/** A file that was not read may be of an interval that nobody asked for: only one that is not there any more is gone. */
async function goneFiles(files: readonly SourceFile[], planned: readonly PlannedFile[]): Promise<ChangedFile[]> {
  const read = new Set(files.map(({ path, origin }) => origin ?? path))
  const gone: ChangedFile[] = []
  for (const file of planned) {
    // Whether an object that was not asked for is still there is not looked up.
    if (read.has(file.path) || isS3(file.path)) continue
    const there = await stat(file.path).then(
      () => true,
      () => false
    )
    if (!there) gone.push({ name: file.name, before: stateOf(file), now: null })
  }
  return gone
}

const stateOf = ({ bytes, modifiedMs }: State): State => ({ bytes, modifiedMs })

function sourceChanged(changed: readonly ChangedFile[]): AppError {
  const [first] = changed
  const more = changed.length > 1 ? ` and ${changed.length - 1} more` : ''
  return new AppError(
    'source.changed',
    `The source changed after this was planned: ${first === undefined ? '' : told(first)}${more}.`,
    {
      hint: 'Plan it again and look at what would run; nothing was changed.',
      retriable: true,
      details: { changed: changed.length, files: changed.slice(0, NAMED) }
    }
  )
}

function told({ name, before, now }: ChangedFile): string {
  if (before === null) return `"${name}" came`
  if (now === null) return `"${name}" is gone`
  if (before.bytes === now.bytes) return `"${name}" was written again, with as many bytes`
  return `"${name}" had ${before.bytes} bytes and has ${now.bytes}`
}
