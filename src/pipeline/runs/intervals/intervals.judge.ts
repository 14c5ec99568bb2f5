import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { intervalsBetween } from '.'
import { makeSpec } from '../testing/dataset'

/** Start of each hour of 2010 to 2029 in each zone by Python's zoneinfo: each UTC half hour that is the first of a date, and each hour from there. */
const PROGRAM = `
import sys, json
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo
out = {}
for name in sys.argv[1:]:
    zone = ZoneInfo(name)
    at = datetime(2009, 12, 30, tzinfo=timezone.utc)
    days = {}
    while at < datetime(2030, 1, 3, tzinfo=timezone.utc):
        date = at.astimezone(zone).date().isoformat()
        days[date] = days.get(date, 0) + 1
        at += timedelta(minutes=30)
    out[name] = {d: n for d, n in days.items() if '2010-01-01' <= d <= '2029-12-31' and n != 48}
print(json.dumps(out))
`
const zones = ['Asia/Seoul', 'America/New_York', 'Pacific/Apia', 'Australia/Lord_Howe', 'Europe/London', 'America/Havana']
const python = spawnSync('python3', ['-c', PROGRAM, ...zones], { encoding: 'utf8' })

describe.skipIf(python.status !== 0 && process.env.CI !== 'true')('days of other lengths than 24 hours', () => {
  const told = JSON.parse(python.stdout || '{}') as Record<string, Record<string, number>>

  it.each(zones)('in %s are those that zoneinfo knows, each with as many half hours', (zone) => {
    const spec = makeSpec({ zone, interval: { unit: 'minute', every: 30, column: 'at' } })
    const counts = new Map<string, number>()
    for (const { date } of intervalsBetween(spec, undefined, '2010-01-01', '2029-12-31')) {
      counts.set(date, (counts.get(date) ?? 0) + 1)
    }
    expect(Object.fromEntries([...counts].filter(([, count]) => count !== 48))).toEqual(told[zone])
    expect(counts.has('2011-12-30')).toBe(zone !== 'Pacific/Apia')
  })
})
