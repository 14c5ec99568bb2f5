import { eachDay, fromEpochDay, toEpochDay } from '../calendar'
import { createRandom } from './random'
import type { DemoDataset, DemoFile, DemoWorld } from './plan-types'
import { jsonLinesGz } from './text'

const NAME = 'sim_web_event'
const DAYS = 62
const SEOUL_OFFSET_MS = 9 * 3_600_000
const actions = ['view', 'view', 'view', 'view', 'search', 'search', 'save', 'call'] as const
const services = ['web', 'app', 'app'] as const

/** What visitors of a listing site that does not exist did, one gzipped JSON-lines file a day, weekends too; the newest has not come. */
export function webEvents({ seed, lastMorning }: DemoWorld): DemoDataset {
  const last = toEpochDay(lastMorning)
  const days = eachDay(fromEpochDay(last - DAYS), fromEpochDay(last - 1))
  const files = days.map((day): DemoFile => ({
    path: `web_event/${day}.jsonl.gz`,
    bytes: () => jsonLinesGz(dayEvents(seed, day))
  }))
  return { spec, files, troubles: [{ kind: 'late', dataset: NAME, interval: lastMorning }] }
}

function* dayEvents(seed: number, day: string): Generator<Record<string, string | number | null>> {
  const random = createRandom(seed, `events ${day}`)
  const count = random.int(1_000, 1_700)
  const midnight = Date.parse(`${day}T00:00:00Z`) - SEOUL_OFFSET_MS
  for (let index = 0; index < count; index += 1) {
    const at = midnight + Math.floor((86_400_000 * index) / count) + random.int(0, 40_000)
    yield {
      event_id: `${day.replaceAll('-', '')}-${String(index + 1).padStart(5, '0')}`,
      ts: new Date(Math.min(at, midnight + 86_399_999)).toISOString(),
      user_id: random.perMille(250) ? null : `U${String(random.int(1, 4_000)).padStart(5, '0')}`,
      action: random.pick(actions),
      listing_id: random.int(1, 900),
      service: random.pick(services)
    }
  }
}

const column = (name: string, type: string, nullable: boolean, description: string) => ({
  name,
  source: { header: name },
  type,
  nullable,
  description
})

const spec: DemoDataset['spec'] = {
  format: 1,
  name: NAME,
  title: { ko: '웹 이벤트 (시뮬레이션)', en: 'Web events (simulated)' },
  description: 'Simulated: visitors that do not exist on a site that does not exist.',
  owner: 'web@demo',
  simulated: true,
  source: { location: 'sources/web_event', pattern: '*.jsonl.gz', format: 'jsonl' },
  columns: [
    column('event_id', 'text', false, '이벤트 ID'),
    column('ts', 'timestamp', false, '발생 시각'),
    column('user_id', 'text', true, '사용자 ID, 비로그인은 없음'),
    column('action', 'text', false, '행동'),
    column('listing_id', 'integer', true, '매물 ID'),
    column('service', 'text', true, '서비스')
  ],
  primaryKey: ['event_id'],
  partition: { columns: ['ts'], grain: 'day' },
  sort: ['ts'],
  expectedBy: { days: 1, time: '07:00' },
  schedule: { cron: '30 6 * * *' }
}
