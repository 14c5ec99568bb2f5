import type { z } from 'zod'
import { topics, type EventOf, type JobSnapshot, type TopicName } from '../contract'
import { AppError } from '../lib/errors'
import { allOf, firstOf, newestOfEach, newestOnly, type EventSource } from './protocol/event-source'
import type { Services } from './services'
import type { StatusReader } from './status'

type LakeChanged = EventOf<'lake.changed'>
type OverviewChanged = EventOf<'overview.changed'>

/** Jobs of one event. */
const JOBS_AT_ONCE = 100

/** Opens a subscription; parameters come as `unknown`. */
export function openTopic(services: Services, status: StatusReader) {
  const { jobs, events } = services
  const open: { [T in TopicName]: (params: unknown, wake: () => void) => EventSource } = {
    'jobs.watch': (params, wake) =>
      newestOfEach<JobSnapshot>(
        {
          subscribe: (push) => jobs.onChange(push),
          key: ({ id }) => id,
          batch: allOf(JOBS_AT_ONCE),
          initial: jobs.changedSince(parse('jobs.watch', topics['jobs.watch'].params, params).sinceRev)
        },
        wake
      ),
    'lake.changed': (params, wake) => {
      parse('lake.changed', topics['lake.changed'].params, params)
      return newestOfEach<LakeChanged>(
        { subscribe: (push) => events.on('lake', push), key: ({ name }) => name, batch: firstOf },
        wake
      )
    },
    'backfills.changed': (params, wake) => {
      parse('backfills.changed', topics['backfills.changed'].params, params)
      return newestOfEach<EventOf<'backfills.changed'>>(
        { subscribe: (push) => events.on('backfill', push), key: ({ id }) => id, batch: firstOf },
        wake
      )
    },
    'overview.changed': (params, wake) => {
      parse('overview.changed', topics['overview.changed'].params, params)
      return newestOnly<OverviewChanged>((push) => events.on('overview', push), wake, withWorse)
    },
    'incidents.changed': (params, wake) => {
      parse('incidents.changed', topics['incidents.changed'].params, params)
      return newestOfEach<EventOf<'incidents.changed'>>(
        { subscribe: (push) => events.on('incident', push), key: ({ id }) => id, batch: firstOf },
        wake
      )
    },
    'connections.changed': (params, wake) => {
      parse('connections.changed', topics['connections.changed'].params, params)
      return newestOfEach<EventOf<'connections.changed'>>(
        { subscribe: (push) => events.on('connections', push), key: ({ name }) => name, batch: firstOf },
        wake
      )
    },
    'engine.status': (params, wake) => {
      parse('engine.status', topics['engine.status'].params, params)
      return newestOnly((push) => status.subscribe(push), wake)
    },
    'settings.changed': (params, wake) => {
      parse('settings.changed', topics['settings.changed'].params, params)
      return newestOnly((push) => events.on('settings', push), wake)
    }
  }
  return (topic: string, params: unknown, wake: () => void): EventSource => {
    if (!Object.hasOwn(open, topic)) throw new AppError('unsupported', `There is no topic "${topic}".`)
    return open[topic as TopicName](params, wake)
  }
}

/** That something got worse is told even where it changed again before the client had heard of it. */
const withWorse = (untaken: OverviewChanged, newest: OverviewChanged): OverviewChanged =>
  untaken.worse && !newest.worse ? { ...newest, worse: true, dataset: untaken.dataset } : newest

function parse<P>(topic: TopicName, schema: z.ZodType<P>, params: unknown): P {
  const parsed = schema.safeParse(params)
  if (parsed.success) return parsed.data
  throw new AppError('ipc.invalid', `The parameters of ${topic} are not as agreed.`, {
    details: { issues: parsed.error.issues.slice(0, 5) }
  })
}
