import { beforeAll, describe, expect, it } from 'vitest'
import { SqlGate } from './references'

let gate: SqlGate
beforeAll(async () => {
  gate = await SqlGate.open()
})

const context = { signal: new AbortController().signal }
const tables = async (sql: string): Promise<string[]> => (await gate.references(sql, context)).tables
const refusal = (sql: string) => gate.references(sql, context).catch((error: unknown) => error)

describe('what a query reads', () => {
  it('is every table, each once, in order of appearance and as it is written', async () => {
    expect(await tables('SELECT a.x, (SELECT max(y) FROM "가격.표") FROM KOR_close a JOIN b USING (x), kor_close')).toEqual([
      '가격.표',
      'KOR_close',
      'b',
      'kor_close'
    ])
  })

  it('holds tables of unions, of lateral joins, of EXISTS, of PIVOT and of FROM first', async () => {
    expect(await tables('SELECT 1 FROM a UNION ALL (SELECT 2 FROM b EXCEPT SELECT 3 FROM c)')).toEqual(['a', 'b', 'c'])
    expect(await tables('FROM a, LATERAL (SELECT * FROM b WHERE b.x = a.x)')).toEqual(['a', 'b'])
    expect(await tables('SELECT * FROM a WHERE EXISTS (FROM b) AND x IN (SELECT x FROM c)')).toEqual(['a', 'b', 'c'])
    expect(await tables("PIVOT a ON k IN ('x', 'y') USING sum(v)")).toEqual(['a'])
    expect(await tables('SELECT sum(v) OVER (ORDER BY (SELECT min(k) FROM b)) FROM a ORDER BY (SELECT 1 FROM c)')).toEqual([
      'b',
      'a',
      'c'
    ])
  })

  it('leaves out CTEs where they can be seen, and nowhere else', async () => {
    expect(await tables('WITH a AS (SELECT * FROM b) SELECT * FROM a')).toEqual(['b'])
    expect(await tables('WITH a AS (SELECT * FROM a) SELECT * FROM a')).toEqual(['a'])
    expect(await tables('SELECT * FROM (WITH a AS (SELECT 1) SELECT * FROM A) JOIN a ON true')).toEqual(['a'])
    expect(await tables('WITH a AS (SELECT * FROM c), b AS (SELECT * FROM a) SELECT * FROM b, (SELECT * FROM a)')).toEqual(['c'])
    expect(await tables('WITH b AS (SELECT * FROM a), a AS (SELECT 1) SELECT * FROM b, a')).toEqual(['a'])
    expect(await tables('WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n, a WHERE i < 3) FROM n')).toEqual(['a'])
  })

  it('is nothing for values and series', async () => {
    expect(await tables('SELECT * FROM range(3), generate_series(1, 2), unnest([1, 2]), (VALUES (1)) t(x)')).toEqual([])
  })
})

describe('a text that is not exactly one SELECT', () => {
  it.each([
    ["COPY (SELECT 1) TO '/tmp/x'", 'COPY'],
    ["EXPLAIN ANALYZE COPY (SELECT 1) TO '/tmp/x'", 'EXPLAIN'],
    ["ATTACH '/tmp/x.db'", 'ATTACH'],
    ["SET memory_limit = '1TB'", 'SET'],
    ['INSTALL httpfs', 'INSTALL'],
    ["SELECT 1; COPY a TO '/tmp/x'", 'SELECT'],
    ['DESCRIBE a', 'DESCRIBE'],
    ['SUMMARIZE a', 'SUMMARY'],
    ['SELECT * FROM (SHOW TABLES)', 'SHOW_UNQUALIFIED'],
    ['-- nothing', '']
  ])('%s is refused', async (sql, construct) => {
    expect(await refusal(sql)).toMatchObject({ code: 'sql.not_select', details: sql.startsWith('--') ? {} : { construct } })
  })

  it('two of them are refused', async () => {
    expect(await refusal('SELECT 1; SELECT 2')).toMatchObject({ code: 'sql.multiple', details: { count: 2 } })
  })

  it('names what follows a SELECT as what is wrong, not the SELECT', async () => {
    expect(await refusal("SELECT 1; COPY a TO '/tmp/x'")).toMatchObject({
      message: 'A statement that is no SELECT follows; exactly one SELECT is expected.'
    })
  })

  it.each(['SELECT 1e400 AS x FROM a', 'SELECT -1e400 AS x FROM a'])('%s is refused for its number', async (sql) => {
    expect(await refusal(sql)).toMatchObject({
      code: 'sql.invalid',
      message: expect.stringContaining('larger than any double') as string
    })
  })

  it('a number of 45 digits is a double', async () => {
    expect(await tables(`SELECT ${'9'.repeat(45)} AS x FROM a`)).toEqual(['a'])
  })

  it('a mistake is told with line and column, in characters', async () => {
    expect(await refusal("SELECT '가격' AS x,\n  y FRM a WHERE")).toMatchObject({
      code: 'sql.invalid',
      details: { line: 2, column: 9 }
    })
    expect(await refusal('SELECT $1 FROM a')).toMatchObject({ code: 'sql.invalid' })
  })
})

describe('what could read files, settings or the clock', () => {
  it.each([
    ["SELECT * FROM read_text('/etc/passwd')", 'read_text'],
    ["SELECT * FROM glob('**')", 'glob'],
    ["SELECT * FROM query('SELECT 1')", 'query'],
    ["SELECT * FROM enable_logging(storage = 'file')", 'enable_logging'],
    ['SELECT * FROM enable_profiling()', 'enable_profiling'],
    ['SELECT * FROM duckdb_settings()', 'duckdb_settings'],
    ["SELECT * FROM a WHERE x IN (SELECT current_setting('allowed_directories'))", 'current_setting'],
    ["SELECT getenv('HOME')", 'getenv'],
    ['SELECT pg_catalog.version()', 'version'],
    ['SELECT random() FROM a', 'random'],
    ['SELECT x FROM a ORDER BY uuid()', 'uuid'],
    ['SELECT gen_random_uuid()', 'gen_random_uuid'],
    ['SELECT now()', 'now'],
    ['SELECT Today()', 'today'],
    ['SELECT current_date', 'current_date'],
    ['SELECT CURRENT_TIMESTAMP', 'CURRENT_TIMESTAMP'],
    ['SELECT age(d) FROM a', 'age'],
    ["SELECT ago(INTERVAL '1 day')", 'ago'],
    ["SELECT nextval('s')", 'nextval'],
    ['SELECT sum(x) FILTER (random() > 0.5) OVER () FROM a', 'random'],
    ['WITH c AS (SELECT txid_current()) FROM c', 'txid_current'],
    ['SELECT * FROM a USING SAMPLE 10%', 'USING SAMPLE'],
    ['SELECT * FROM a TABLESAMPLE 10%', 'USING SAMPLE']
  ])('%s is refused', async (sql, construct) => {
    expect(await refusal(sql)).toMatchObject({ code: 'sql.function', details: { construct } })
  })

  it('says where it stands', async () => {
    expect(await refusal("SELECT '가격',\n'시' || now() FROM a")).toMatchObject({
      details: { construct: 'now', line: 2, column: 8 }
    })
    expect(await refusal('SELECT x,\n now() FROM a')).toMatchObject({ details: { construct: 'now', line: 2, column: 2 } })
  })

  it('a table behind a schema is refused, and a file is only a name that no dataset has', async () => {
    expect(await refusal('SELECT * FROM information_schema.tables')).toMatchObject({ code: 'sql.outside_lake' })
    expect(await tables("SELECT * FROM '/etc/passwd'")).toEqual(['/etc/passwd'])
  })

  it('steady functions are not', async () => {
    expect(await tables("SELECT date_trunc('month', d), age(d, e), first(x), error('no'), strftime(d, '%Y') FROM a")).toEqual([
      'a'
    ])
  })
})
