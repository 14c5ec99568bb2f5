import { afterEach, describe, expect, it, vi } from 'vitest'
import { makeSpec } from '../testing/dataset'

const own = process.env.TZ
afterEach(() => {
  if (own === undefined) delete process.env.TZ
  else process.env.TZ = own
  vi.unstubAllEnvs()
})

/** Intervals as they are told by code that was loaded on a machine of this zone. */
async function onMachineIn(zone: string): Promise<string> {
  process.env.TZ = zone
  vi.resetModules()
  const { intervalsBetween } = await import('.')
  const spec = makeSpec({ zone: 'Asia/Seoul', interval: { unit: 'day' } })
  return JSON.stringify(intervalsBetween(spec, undefined, '2026-03-07', '2026-03-09'))
}

const machines = ['Asia/Seoul', 'UTC', 'America/New_York', 'Pacific/Apia']

describe('the zone of the machine', () => {
  it('changes no interval', async () => {
    const told = []
    for (const zone of machines) told.push(await onMachineIn(zone))
    expect(new Set(told).size).toBe(1)
  })

  it('changes them all with the fault that a test plants', async () => {
    vi.stubEnv('PENSTOCK_PLANT', 'local-zone')
    const told = []
    for (const zone of machines) told.push(await onMachineIn(zone))
    expect(new Set(told).size).toBe(4)
  })
})
