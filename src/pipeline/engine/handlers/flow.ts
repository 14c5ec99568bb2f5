import type { AttentionNote, DatasetSpec, ScheduleSpec, ScheduleStatus, ScheduleTick } from '../../contract'
import { toInstant } from '../../lib/clock'
import { AppError } from '../../lib/errors'
import { intervalById } from '../../runs/intervals'
import { atWork, hasCome, isThere, nextDue } from '../../runs/schedule'
import { intervalStatuses } from '../../runs/states'
import { calendarOf, datasetFacts } from '../facts/dataset-facts'
import { usableSpecs } from '../facts/world'
import { overviewNow } from '../overview/overview-now'
import type { Handlers } from '../protocol/dispatch'
import { isPaused, setPaused } from '../schedule/paused'
import { startInterval } from '../schedule/start-interval'
import type { Services } from '../services'

type FlowHandlers = Pick<
  Handlers,
  'schedules.list' | 'schedules.ticks' | 'schedules.pause' | 'schedules.run' | 'overview.get' | 'overview.note'
>

export function flowHandlers(services: Services): FlowHandlers {
  const { state, datasets, events, clock } = services
  return {
    'schedules.list': async () => {
      const specs = (await usableSpecs(services)).filter(isScheduled)
      return Promise.all(specs.map((spec) => statusOf(services, spec)))
    },
    'schedules.ticks': ({ name, limit }) => Promise.resolve(state.ticks.list({ dataset: name, limit })),
    'schedules.pause': async ({ name, paused }) => {
      const spec = scheduled(await datasets.get(name))
      await setPaused(services, name, paused)
      events.emit('lake', { name, version: null })
      return statusOf(services, spec)
    },
    'schedules.run': async ({ name, interval }, { startedBy, requestId }) => {
      const spec = await datasets.get(name)
      const wanted = interval ?? (await newestExpected(services, spec))
      const found = wanted === undefined ? undefined : intervalById(spec, await calendarOf(services, spec), wanted)
      if (found === undefined) return { id: null }
      const id = await startInterval(services, spec, found, { startedBy, requestId, trigger: 'person' })
      const tick = state.ticks.get(name, found.id)
      // What waited for its turn has had it.
      if (tick?.state === 'due' || tick?.state === 'failed')
        await state.ticks.settle({ ...tick, state: 'run', reason: null, backfill: id, at: toInstant(clock.now()) })
      return { id }
    },
    'overview.get': () => overviewNow(services),
    'overview.note': async ({ name, text, snoozedUntil }, { startedBy }) => {
      await datasets.get(name)
      const note: AttentionNote = { dataset: name, text, by: startedBy, at: toInstant(clock.now()), snoozedUntil }
      const gone = text.trim() === '' && snoozedUntil === null
      await (gone ? state.notes.delete(name) : state.notes.put(note))
      events.emit('lake', { name, version: null })
      return gone ? null : note
    }
  }
}

type ScheduledSpec = DatasetSpec & { schedule: ScheduleSpec }
const isScheduled = (spec: DatasetSpec): spec is ScheduledSpec => spec.schedule !== undefined

function scheduled(spec: DatasetSpec): ScheduledSpec {
  if (isScheduled(spec)) return spec
  throw new AppError('schedule.invalid', `"${spec.name}" has no schedule.`, {
    hint: 'Name one in its dataset file: by cron, after other datasets, or by the arrival of files.',
    details: { dataset: spec.name }
  })
}

async function statusOf(services: Services, spec: ScheduledSpec): Promise<ScheduleStatus> {
  const paused = isPaused(services, spec)
  const next = paused ? undefined : nextDue(atWork(spec), await calendarOf(services, spec), services.clock.now())
  const ticks = services.state.ticks.list({ dataset: spec.name, limit: 500 })
  return {
    dataset: spec.name,
    schedule: { ...spec.schedule, paused },
    nextAt: next === undefined ? null : toInstant(next.at),
    nextInterval: next?.interval.id ?? null,
    last: ticks.find(({ state }) => state !== 'due') ?? null,
    missed: await missedOf(services, spec, ticks)
  }
}

/** Intervals that wait although their time has come, and those that could not be started and are not there by now. */
async function missedOf(services: Services, spec: DatasetSpec, ticks: readonly ScheduleTick[]): Promise<number> {
  const now = services.clock.now()
  const waiting = ticks.filter((tick) => tick.state === 'due' && hasCome(tick, now))
  const failed = ticks.filter(({ state }) => state === 'failed')
  if (failed.length === 0) return waiting.length
  const facts = await datasetFacts(services, spec, { sources: false })
  return waiting.length + failed.filter(({ interval }) => !isThere(facts, interval, now)).length
}

/** The newest interval that can be there by now. */
async function newestExpected(services: Services, spec: DatasetSpec): Promise<string | undefined> {
  const facts = await datasetFacts(services, spec, { sources: false })
  const open = intervalStatuses(facts, services.clock.now()).filter(
    ({ state }) => state !== 'market_closed' && state !== 'out_of_range' && state !== 'future'
  )
  return open.at(-1)?.id
}
