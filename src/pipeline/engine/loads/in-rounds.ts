import { mkdir, rm } from 'node:fs/promises'
import { AppError } from '../../lib/errors'
import type { Attempt } from './attempt'

/** How often work is done again because another writer changed the same partitions meanwhile. */
const MAX_ROUNDS = 3

/** Does work again on top of what others have committed (`commit.conflict`), in empty folders; the last conflict is thrown. */
export async function inRounds<T>({ book, staging, scratch }: Attempt, work: () => Promise<T>): Promise<T> {
  for (let round = 1; ; round += 1) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'commit.conflict') || round === MAX_ROUNDS) throw error
      book.say(`${error.message} It is made again on top of it (round ${round + 1}).`)
      await Promise.all([staging, scratch].map(empty))
    }
  }
}

/** Makes a folder anew. */
async function empty(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  await mkdir(folder, { recursive: true })
}
