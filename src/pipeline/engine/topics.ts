import { topics, type EventOf, type JobSnapshot, type TopicName } from '../contract'
import { AppError } from '../lib/errors'
import { allOf, firstOf, newestOfEach, newestOnly, type EventSource } from './protocol/event-source'
import type { Services } from './services'
import type { StatusReader } from './status'

type LakeChanged = EventOf<'lake.changed'>

/** Jobs of one event. */
const JOBS_AT_ONCE = 100

/** Opens a subscription; parameters come as `unknown`. */
export function openTopic(services: Services, status: StatusReader) {
  const { jobs, events } = services
  const open: { [T in TopicName]: (params: unknown, wake: () => void) => EventSource } = {
    'jobs.watch': (params, wake) =>
      newestOfEach<JobSnapshot, JobSnapshot[]>(
        {
          subscribe: (push) => jobs.onChange(push),
          key: ({ id }) => id,
          batch: allOf(JOBS_AT_ONCE),
          initial: jobs.changedSince(parse('jobs.watch', params).sinceRev)
        },
        wake
      ),
    'lake.changed': (params, wake) => {
      parse('lake.changed', params)
      return newestOfEach<LakeChanged, LakeChanged>(
        { subscribe: (push) => events.on('lake', push), key: ({ name }) => name, batch: firstOf },
        wake
      )
    },
    'engine.status': (params, wake) => {
      parse('engine.status', params)
      return newestOnly((push) => status.subscribe(push), wake)
    },
    'settings.changed': (params, wake) => {
      parse('settings.changed', params)
      return newestOnly((push) => events.on('settings', push), wake)
    }
  }
  return (topic: string, params: unknown, wake: () => void): EventSource => {
    if (!Object.hasOwn(open, topic)) throw new AppError('unsupported', `There is no topic "${topic}".`)
    return open[topic as TopicName](params, wake)
  }
}

function parse<T extends TopicName>(topic: T, params: unknown) {
  const parsed = topics[topic].params.safeParse(params)
  if (parsed.success) return parsed.data
  throw new AppError('ipc.invalid', `The parameters of ${topic} are not as agreed.`, {
    details: { issues: parsed.error.issues.slice(0, 5) }
  })
}
