import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { WorkFolder, type SpecDraft } from './testing/work-folder'

let folder: WorkFolder

beforeEach(async () => {
  folder = await WorkFolder.make()
})
afterEach(() => folder.dispose())

const inFolder = (format: 'csv' | 'jsonl'): SpecDraft => ({
  source: { location: join(folder.root, 'in'), pattern: '*', format },
  columns: [
    { name: 'a', source: { header: 'a' }, type: 'integer' },
    { name: 'b', source: { header: 'b' }, type: 'text' }
  ]
})

it.each([
  ['";"', 'a;b\n1;2\n'],
  ['";"', '"a";"b"\n1;2\n'],
  ['a tab', 'a\tb\n1\t2\n'],
  ['"|"', 'b|a\n1|2\n']
])('a file with %s between its cells is refused with a hint that names it', async (found, content) => {
  await folder.put('in/1.csv', 'a,b\n1,x\n')
  await folder.put('in/2.csv', content)
  await expect(folder.stage(inFolder('csv'))).rejects.toMatchObject({
    code: 'schema.breaking',
    hint: expect.stringContaining(`has ${found} between its cells`) as string,
    details: { file: '2.csv' }
  })
})

it('a single file with another delimiter is refused with the same hint', async () => {
  await folder.put('in/1.csv', 'a;b\n1;x\n')
  await expect(folder.stage(inFolder('csv'))).rejects.toMatchObject({
    code: 'schema.breaking',
    hint: expect.stringContaining('has ";" between its cells') as string
  })
})

it('a file of another table gets no hint about delimiters', async () => {
  await folder.put('in/1.csv', 'a,b\n1,x\n')
  await folder.put('in/2.csv', 'x,y;z\n1,2\n')
  await expect(folder.stage(inFolder('csv'))).rejects.toMatchObject({
    hint: expect.not.stringContaining('between its cells') as string
  })
})

it('JSON lines of another table are refused by their name, not read as rows of nulls', async () => {
  await folder.put('in/1.jsonl', '{"a":1,"b":"x"}\n')
  await folder.put('in/2.jsonl', '{"x":1,"y":2}\n{"x":3}\n')
  await expect(folder.stage(inFolder('jsonl'))).rejects.toMatchObject({
    code: 'schema.breaking',
    details: { file: '2.jsonl', missing: ['a', 'b'], added: ['x', 'y'] }
  })
})

it('JSON lines may leave fields out, in single lines even all of them', async () => {
  await folder.put('in/1.jsonl', '{"x":1}\n{"b":"x"}\n')
  expect((await folder.stage(inFolder('jsonl'))).staged).toMatchObject({ rowsRead: 2, rowsWritten: 2 })
})
