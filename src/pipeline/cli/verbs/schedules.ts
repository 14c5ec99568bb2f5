import type { EngineClient, ResultOf } from '../../contract'
import type { Args } from '../args'
import { ask, newRequestId } from '../client'
import { exitCodes } from '../exit-codes'
import { formatTable } from '../table'
import { nameArgument } from '../values'
import type { Verb } from '../verb'

/** Lists schedules, or with one of `--pause`, `--resume` and `--ticks` deals with the named one. */
export const schedules: Verb = {
  name: 'schedules',
  summary: 'Shows when each dataset runs next; pauses or resumes one, or lists the intervals that fell due.',
  positionals: ['[NAME]'],
  options: {
    pause: { type: 'boolean', help: 'let the schedule of NAME rest' },
    resume: { type: 'boolean', help: 'let it run again' },
    ticks: { type: 'boolean', help: 'every interval that fell due, newest first, and what became of it' },
    limit: { type: 'string', value: 'N', help: 'with --ticks: at most so many (100)' }
  },
  run: (context) => {
    const { args, out } = context
    const name = args.optionalWord(0) === undefined ? undefined : nameArgument(args)
    const way = wayOf(args, name)
    const limit = args.integer('limit', { min: 1, max: 500 }) ?? 100
    return context.withEngine(async (client) => {
      if (way === 'ticks') {
        const ticks = await ask(client, 'schedules.ticks', { ...(name === undefined ? {} : { name }), limit })
        out.result(ticks, ticksText(ticks))
        return exitCodes.done
      }
      if (way !== undefined && name !== undefined)
        await ask(client, 'schedules.pause', { name, paused: way === 'pause', clientRequestId: newRequestId() })
      const list = await listOf(client, name)
      if (name === undefined) for (const line of await unusable(client)) out.note(line)
      out.result(list, schedulesText(list))
      return exitCodes.done
    })
  }
}

type Way = 'pause' | 'resume' | 'ticks'

function wayOf(args: Args, name: string | undefined): Way | undefined {
  const ways = (['pause', 'resume', 'ticks'] as const).filter((way) => args.flag(way))
  if (ways.length > 1) throw args.usage('Say only one of --pause, --resume and --ticks.')
  const [way] = ways
  if ((way === 'pause' || way === 'resume') && name === undefined) throw args.usage(`--${way}: of which dataset?`)
  return way
}

async function listOf(client: EngineClient, name: string | undefined): Promise<ResultOf<'schedules.list'>> {
  if (name !== undefined) await ask(client, 'datasets.get', { name })
  const list = await ask(client, 'schedules.list', {})
  return name === undefined ? list : list.filter(({ dataset }) => dataset === name)
}

/** Dataset files that cannot be used have no schedule that could be shown; it must not seem that they had none. */
async function unusable(client: EngineClient): Promise<string[]> {
  const list = await ask(client, 'datasets.list', {})
  return list.flatMap(({ name, error }) =>
    error === undefined ? [] : [`Nothing of ${name} runs by schedule: ${error.message} [${error.code}]`]
  )
}

const schedulesText = (list: ResultOf<'schedules.list'>): string =>
  formatTable(list, [
    { title: 'dataset', value: ({ dataset }) => dataset },
    {
      title: 'runs',
      value: ({ schedule: { cron, after } }) => cron ?? (after === undefined ? 'on arrival' : `after ${after.join(', ')}`)
    },
    { title: 'next', value: ({ nextAt, schedule: { paused } }) => (paused ? 'paused' : nextAt) },
    { title: 'for', value: ({ nextInterval }) => nextInterval },
    { title: 'last', value: ({ last }) => last?.interval ?? null },
    { title: 'which', value: ({ last }) => last?.state ?? null },
    { title: 'waiting or failed', value: ({ missed }) => missed }
  ])

const ticksText = (ticks: ResultOf<'schedules.ticks'>): string =>
  formatTable(ticks, [
    { title: 'dataset', value: ({ dataset }) => dataset },
    { title: 'interval', value: ({ interval }) => interval },
    { title: 'due', value: ({ dueAt }) => dueAt },
    { title: 'state', value: ({ state }) => state },
    { title: 'backfill', value: ({ backfill }) => backfill },
    { title: 'reason', value: ({ reason }) => reason }
  ])
