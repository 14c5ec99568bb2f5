import { describe, expect, it } from 'vitest'
import type { RunSummary } from '../../../../pipeline/contract'
import { readNewer, type AllRuns } from './read-newer'

const PAGE = 3
const run = (id: number, finished = true): RunSummary =>
  ({ id: String(id), finishedAt: finished ? '2026-11-20T00:00:00.000Z' : null }) as RunSummary
const down = (from: number, to: number): RunSummary[] => Array.from({ length: from - to + 1 }, (_, index) => run(from - index))

/** A history, and how many pages of it were asked for. */
function history(runs: readonly RunSummary[]) {
  const asked: number[] = []
  const page = (from: number): Promise<AllRuns> => {
    asked.push(from)
    return Promise.resolve({ runs: runs.slice(from, from + PAGE), total: runs.length })
  }
  return { asked, page }
}

describe('the runs of a timeline', () => {
  it('are read to the end where none is known', async () => {
    const { asked, page } = history(down(10, 1))
    expect((await readNewer(page, []))?.runs).toEqual(down(10, 1))
    expect(asked).toEqual([0, 3, 6, 9])
  })

  it('are read as far as they are new', async () => {
    const { asked, page } = history(down(12, 1))
    expect((await readNewer(page, down(10, 1)))?.runs).toEqual(down(12, 1))
    expect(asked).toEqual([0])
  })

  it('are read down to the oldest that was at work', async () => {
    const { asked, page } = history(down(10, 1))
    const known = [...down(10, 6), run(5, false), ...down(4, 1)]
    expect((await readNewer(page, known))?.runs).toEqual(down(10, 1))
    expect(asked).toEqual([0, 3])
  })

  it('are all read again where one of them is no longer of the filter', async () => {
    const now = down(10, 1).filter(({ id }) => id !== '2')
    const { page } = history(now)
    expect((await readNewer(page, down(10, 1)))?.runs).toEqual(now)
  })

  it('are not told where a page cannot be had', async () => {
    expect(await readNewer(() => Promise.resolve(undefined), down(3, 1))).toBeUndefined()
  })
})
