import type { Health } from '../../contract'
import { ask } from '../client'
import { exitCodes } from '../exit-codes'
import { formatTable } from '../table'
import type { Verb } from '../verb'

/** Exit code 1 where something is failing, so that a watchdog needs no more than this. */
export const health: Verb = {
  name: 'health',
  summary: 'Shows disk, engine, quotas, schedules and what retention would free, and what of it needs somebody.',
  positionals: [],
  options: {},
  run: (context) =>
    context.withEngine(async (client) => {
      const found = await ask(client, 'health.get', {})
      context.out.result(found, textOf(found))
      return found.verdict === 'failing' ? exitCodes.failed : exitCodes.done
    })
}

const textOf = (found: Health): string => [verdictText(found), diskText(found), engineText(found), ...tablesOf(found)].join('\n')

function verdictText({ verdict, problems }: Health): string {
  if (problems.length === 0) return 'All well.'
  return [
    `${verdict}:`,
    ...problems.flatMap(({ message, hint }) => [`  ${message}`, ...(hint === undefined ? [] : [`  ${hint}`])])
  ].join('\n')
}

const MIB = 2 ** 20
const mib = (bytes: number | null): string => (bytes === null ? 'unknown' : `${(bytes / MIB).toFixed(1)} MiB`)

const diskText = ({ disk }: Health): string =>
  `disk: ${mib(disk.freeBytes)} free of ${mib(disk.totalBytes)}; lake ${mib(disk.lakeBytes)}, kept answers ${mib(disk.rawBytes)}, state ${mib(disk.stateBytes)}, logs ${mib(disk.logBytes)}`

const engineText = ({ engine }: Health): string =>
  `engine: since ${engine.startedAt}, ${mib(engine.rssBytes)}, ${engine.clients} clients, ${engine.jobsRunning} jobs, workers ${engine.workers.map(({ role, state }) => `${role} ${state}`).join(', ')}`

const tablesOf = ({ quotas, schedules, retention }: Health): string[] => [
  ...(quotas.length === 0 ? [] : ['', quotaTable(quotas)]),
  ...(schedules.length === 0 ? [] : ['', scheduleTable(schedules)]),
  ...(retention.length === 0 ? [] : ['', retentionTable(retention)])
]

const quotaTable = (quotas: Health['quotas']): string =>
  formatTable(quotas, [
    { title: 'connection', value: ({ connection }) => connection },
    { title: 'requests today', value: ({ used }) => used },
    { title: 'of', value: ({ perDay }) => perDay },
    { title: 'anew at', value: ({ resetsAt }) => resetsAt },
    { title: 'used up', value: ({ exhausted }) => (exhausted ? 'yes' : null) },
    { title: 'waiting', value: ({ waiting }) => waiting.join(', ') }
  ])

const scheduleTable = (schedules: Health['schedules']): string =>
  formatTable(schedules, [
    { title: 'schedule of', value: ({ dataset }) => dataset },
    { title: 'late by s', value: ({ lateSeconds }) => lateSeconds },
    { title: 'usually', value: ({ medianSeconds }) => medianSeconds },
    { title: 'waiting', value: ({ waiting }) => waiting },
    { title: 'failed', value: ({ failed }) => failed }
  ])

const retentionTable = (retention: Health['retention']): string =>
  formatTable(retention, [
    { title: 'dataset', value: ({ dataset }) => dataset },
    { title: 'live', value: ({ liveBytes }) => mib(liveBytes) },
    { title: 'kept for earlier versions', value: ({ keptBytes }) => mib(keptBytes) },
    { title: 'older than', value: ({ keptDays }) => `${keptDays} days` },
    { title: 'would free', value: ({ wouldFreeBytes }) => mib(wouldFreeBytes) },
    { title: 'files', value: ({ wouldFreeFiles }) => wouldFreeFiles },
    { title: 'kept answers', value: ({ rawBytes }) => mib(rawBytes) }
  ])
