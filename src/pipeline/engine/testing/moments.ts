import { onTestFailed } from 'vitest'
import { Random } from '../../runs/simulation/random'

/** Random moments of a test that come again from the same seed (`PENSTOCK_SEED`); a test that fails names it. */
export function moments(): Random {
  const seed = Number(process.env.PENSTOCK_SEED ?? 20_240_304)
  onTestFailed(() => void process.stdout.write(`PENSTOCK_SEED=${seed}\n`))
  return new Random(seed)
}
