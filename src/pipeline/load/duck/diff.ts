import type { PartitionDiff } from '../../contract'
import type { DiffRequest, WorkContext } from '../worker-api'
import { comparisonOf, type Comparison } from './diff-columns'
import { keyedSamples, rowSamples } from './diff-samples'
import { sizeOf, UNPACKED } from './file-sizes'
import { withSession } from './with-session'
import type { Session } from './session'

type Counts = Pick<PartitionDiff, 'added' | 'removed' | 'changed' | 'unchanged' | 'columns' | 'samples'>

/** Compares two versions of a partition: by primary key where both sides have it once per row, otherwise as whole rows. */
export async function diff(request: DiffRequest, context: WorkContext): Promise<PartitionDiff> {
  return withSession(
    request.scratch,
    context,
    async (session) => {
      const comparison = comparisonOf(request)
      await session.makeRoom((await sizeOf([...request.from.files, ...request.to.files])) * UNPACKED)
      const stretch = { phase: 'comparing', from: 0, to: 0.4, subject: request.dt } as const
      await session.run(`CREATE TABLE before AS ${comparison.before}`, stretch)
      await session.run(`CREATE TABLE after AS ${comparison.after}`, { ...stretch, from: 0.4, to: 0.7 })
      const keyed = comparison.key.length > 0 && (await isKey(session, comparison))
      const counts = keyed
        ? await byKey(session, comparison, request.sampleSize)
        : await byRow(session, comparison, request.sampleSize)
      return {
        dataset: request.dataset,
        dt: request.dt,
        from: request.from.version,
        to: request.to.version,
        by: keyed ? request.key : [],
        ...counts,
        digestFrom: request.from.digest ?? null,
        digestTo: request.to.digest ?? null
      }
    },
    request.schemaTo.columns.length
  )
}

async function isKey(session: Session, { key }: Comparison): Promise<boolean> {
  const unique = (table: string): string => `(SELECT count(*) = count(DISTINCT (${key.join(', ')})) FROM ${table})`
  const [row] = await session.rows(`SELECT ${unique('before')} AND ${unique('after')} AS ok`)
  return row?.['ok'] === true
}

async function byKey(session: Session, comparison: Comparison, sampleSize: number): Promise<Counts> {
  const { key, columns } = comparison
  const same = key.map((column) => `b.${column} IS NOT DISTINCT FROM a.${column}`).join(' AND ')
  const paired = columns.flatMap((_, index) => [`b.c${index} AS b${index}`, `a.c${index} AS a${index}`]).join(', ')
  const there = '(SELECT *, true AS there FROM'
  await session.run(
    `CREATE TABLE pairs AS SELECT b.there IS NULL AS added, a.there IS NULL AS removed, ${paired} ` +
      `FROM ${there} before) AS b FULL JOIN ${there} after) AS a ON ${same}`,
    { phase: 'comparing', from: 0.7, to: 0.9 }
  )
  const differs = (index: number): string => `b${index} IS DISTINCT FROM a${index}`
  const any = columns.map((_, index) => differs(index)).join(' OR ')
  const both = 'NOT added AND NOT removed'
  const perColumn = columns.map((_, index) => `count(*) FILTER (${both} AND ${differs(index)}) AS n${index}`).join(', ')
  const [row] = await session.rows(
    `SELECT count(*) FILTER (added) AS added, count(*) FILTER (removed) AS removed, count(*) FILTER (${both} AND (${any})) AS changed, ` +
      `count(*) FILTER (${both} AND NOT (${any})) AS unchanged, ${perColumn} FROM pairs`
  )
  const number = (name: string): number => Number(row?.[name] ?? 0)
  return {
    added: number('added'),
    removed: number('removed'),
    changed: number('changed'),
    unchanged: number('unchanged'),
    columns: columns.map(({ name }, index) => ({ name, changed: number(`n${index}`) })).filter(({ changed }) => changed > 0),
    samples: await keyedSamples(session, comparison, `${both} AND (${any})`, sampleSize)
  }
}

async function byRow(session: Session, comparison: Comparison, sampleSize: number): Promise<Counts> {
  await session.run('CREATE TABLE removed AS SELECT * FROM before EXCEPT ALL SELECT * FROM after')
  await session.run('CREATE TABLE added AS SELECT * FROM after EXCEPT ALL SELECT * FROM before')
  const [row] = await session.rows(
    'SELECT (SELECT count(*) FROM added) AS added, (SELECT count(*) FROM removed) AS removed, (SELECT count(*) FROM before) AS before'
  )
  const removed = Number(row?.['removed'] ?? 0)
  return {
    added: Number(row?.['added'] ?? 0),
    removed,
    changed: 0,
    unchanged: Number(row?.['before'] ?? 0) - removed,
    columns: [],
    samples: await rowSamples(session, comparison, sampleSize)
  }
}
