import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { derivations, failure, sectorSql, specOf } from '../testing/derivations'
import { pathsOf, quiet } from '../testing/work-folder'
import { derive } from './derive'

const set = derivations()

describe('SQL that goes wrong', () => {
  it('is told with its line', async () => {
    expect(
      await failure(set().derive(specOf('SELECT "날짜" AS month,\n  clsoe\nFROM prices'), [set().monthly('2024-01')]))
    ).toMatchObject({
      code: 'sql.invalid',
      details: { line: 2, column: 3 }
    })
    expect(
      await failure(set().derive(specOf('SELECT "날짜" AS month, CAST(code AS INTEGER) FROM prices'), [set().monthly('2024-01')]))
    ).toMatchObject({
      code: 'sql.invalid'
    })
  })

  it('cannot reach another file, though the gate let it through', async () => {
    const other = pathsOf(await set().derive(specOf(sectorSql), [set().monthly('2024-01')]))[0] ?? ''
    for (const from of [`read_parquet('${other}')`, `'${other}'`, "read_csv('/etc/passwd')"]) {
      const spec = specOf(`SELECT DATE '2024-01-01' AS month FROM ${from}`)
      const request = {
        spec,
        runId: 'r',
        partitions: [set().monthly('2024-01')],
        scratch: join(set().folder.root, 's'),
        staging: join(set().folder.root, 'g')
      }
      const error = await failure(derive({ ...request, current: undefined }, [], quiet()))
      expect(error).toMatchObject({ code: 'sql.invalid' })
      expect(String(error)).toContain('disabled by configuration')
    }
  })

  it('reads no dataset that it was not given', async () => {
    expect(await failure(set().derive(specOf('SELECT * FROM other'), [set().monthly('2024-01')]))).toMatchObject({
      code: 'sql.outside_lake',
      details: { construct: 'other' }
    })
  })

  it.each([
    ['memory', 'len(list(i)) AS n FROM range(10000000) t(i)', { memory: 60e6 }],
    [
      'temporary space',
      'md5(i::VARCHAR) || md5((i + 1)::VARCHAR) || md5((i + 2)::VARCHAR) AS s FROM range(2000000) t(i)',
      { memory: 60e6, temporary: 5e6 }
    ],
    ['time', 'sum(hash(a.i + b.i)) AS s FROM range(1000000) a(i), range(1000000) b(i)', { time: 300 }]
  ])('ends with its %s, not with the process', async (_, sql, limits) => {
    const spec = specOf(`SELECT DATE '2024-01-01' AS month, ${sql}`)
    expect(await failure(set().derive(spec, [set().monthly('2024-01')], { limits }))).toMatchObject({ code: 'sql.resources' })
  })

  it('is heard when it is cancelled, though it would take hours', async () => {
    const sql = `SELECT DATE '2024-01-01' AS month, sum(hash(a.i + b.i)) AS s FROM range(1000000) a(i), range(1000000) b(i)`
    expect(await failure(set().derive(specOf(sql), [set().monthly('2024-01')], { stop: new AbortController() }))).toMatchObject({
      code: 'cancelled'
    })
  })
})
