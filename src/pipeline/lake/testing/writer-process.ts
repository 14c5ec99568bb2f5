import { systemClock } from '../../lib/clock'
import { AppError, toErrorData } from '../../lib/errors'
import { openTable } from '../delta-table'
import { openFolderStore } from '../folder-store'
import { partitionsOf } from '../partitions'
import type { DeltaTable } from '../table'
import { landFile, schemaOf } from './data-files'
import { load, named } from './lake'

const schema = schemaOf({ code: 'text' })

/** Adds one file to the one partition that all writers share, reading before writing; the number of conflicts on the way. */
async function addOne(table: DeltaTable, name: string): Promise<number> {
  for (let conflicts = 0; ; conflicts += 1) {
    const base = await table.snapshot()
    const now = [...(base?.files.values() ?? [])]
    try {
      await table.commit(base, load({ '2023-08': [...now, named('2023-08', name)] }, { runId: name }))
      return conflicts
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'commit.conflict')) throw error
    }
  }
}

/** `race`: waits for its parent's word, then commits as often as it is told. */
async function race(root: string, writer: string, rounds: number): Promise<object> {
  const table = openTable(await openFolderStore(root), 't', systemClock, '0.0.0')
  const go = new Promise((resolve) => process.once('message', resolve))
  process.send?.('ready')
  await go
  let conflicts = 0
  for (let round = 0; round < rounds; round += 1) conflicts += await addOne(table, `w${writer}-${round}`)
  return { conflicts }
}

/** `land`: writes as many partitions, one commit each, after those that are there. */
async function land(root: string, count: number): Promise<object> {
  const store = await openFolderStore(root)
  const table = openTable(store, 't', systemClock, '0.0.0')
  for (let done = 0; done < count; done += 1) {
    const base = await table.snapshot()
    const day = String(base === undefined ? 1 : partitionsOf(base).size + 1).padStart(2, '0')
    const dt = `2023-08-${day}`
    const file = await landFile(store, 't', schema, [[dt]], { dt, runId: `r${day}` })
    await table.commit(base, load({ [dt]: [file] }, base === undefined ? { schema } : {}))
  }
  return { landed: count }
}

const [, , what, root = '', ...rest] = process.argv
const work = what === 'race' ? race(root, rest[0] ?? '', Number(rest[1])) : land(root, Number(rest[0]))
const answer = await work.catch((error: unknown) => ({ error: toErrorData(error) }))
process.stdout.write(JSON.stringify(answer))
if (process.connected) process.disconnect()
