import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { schemaOf } from './testing/data-files'
import { bundleWriter } from './testing/bundle'
import { load, withLake } from './testing/lake'

const WRITERS = 8
const ROUNDS = Number(process.env['PENSTOCK_RACE_ROUNDS'] ?? 12)

let writer: Awaited<ReturnType<typeof bundleWriter>>
beforeAll(async () => {
  writer = await bundleWriter()
})
afterAll(() => writer.remove())

/** All writers at once on one partition; what each of them said at its end. */
async function raceAll(root: string, plant: string): Promise<unknown[]> {
  const children = Array.from({ length: WRITERS }, (_, index) =>
    fork(writer.path, ['race', root, String(index), String(ROUNDS)], {
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      env: { ...process.env, PENSTOCK_PLANT: plant }
    })
  )
  const answers = children.map(async (child) => JSON.parse(child.stdout === null ? 'null' : await text(child.stdout)) as unknown)
  await Promise.all(children.map((child) => once(child, 'message')))
  for (const child of children) child.send('go')
  return Promise.all(answers)
}

/** By plain code: the files that the log names at its end, and each commit's own id by version. */
async function readLog(root: string): Promise<{ files: Set<string>; ids: string[] }> {
  const folder = join(root, 't/_delta_log')
  const commits = (await readdir(folder)).filter((name) => /^\d{20}\.json$/.test(name)).sort()
  const files = new Set<string>()
  const ids: string[] = []
  for (const name of commits) {
    for (const line of (await readFile(join(folder, name), 'utf8')).trim().split('\n')) {
      const action = JSON.parse(line) as Record<string, { path: string; txnId: string } | undefined>
      if (action['remove']) files.delete(action['remove'].path)
      if (action['add']) files.add(action['add'].path)
      if (action['commitInfo']) ids.push(action['commitInfo'].txnId)
    }
  }
  return { files, ids }
}

async function race(plant: string): Promise<{ answers: unknown[]; files: Set<string>; ids: string[] }> {
  return withLake(async ({ root, open }) => {
    await open('t').commit(undefined, load({}, { schema: schemaOf({ code: 'text' }) }))
    const answers = await raceAll(root, plant)
    return { answers, ...(await readLog(root)) }
  })
}

describe(`F8: ${WRITERS} processes that commit ${ROUNDS} times each to one partition`, () => {
  it('lose no update: each version has one winner, and losers look again', async () => {
    const { answers, files, ids } = await race('')
    for (const answer of answers) expect(answer).toEqual({ conflicts: expect.any(Number) as number })
    expect(files.size).toBe(WRITERS * ROUNDS)
    expect(ids).toHaveLength(WRITERS * ROUNDS + 1)
    expect(new Set(ids).size).toBe(ids.length)
    expect(answers.reduce<number>((sum, answer) => sum + (answer as { conflicts: number }).conflicts, 0)).toBeGreaterThan(0)
  })

  it('lose updates where commits are made by rename: the fault that the first test would show', async () => {
    const { files } = await race('commit-by-rename')
    expect(files.size).toBeLessThan(WRITERS * ROUNDS)
  })
})
