import { AppError } from '../../lib/errors'
import type { CollectPreview } from '../../contract'
import { ask, newRequestId } from '../client'
import { exitCodes } from '../exit-codes'
import { formatTable } from '../table'
import { nameArgument, requiredPartition } from '../values'
import type { Verb } from '../verb'

/** Rows that the text shows. */
const SHOWN = 10

export const preview: Verb = {
  name: 'preview',
  summary: 'Asks one question of a collected dataset for one partition and shows what came; nothing is kept.',
  positionals: ['NAME'],
  options: { partition: { type: 'string', value: 'DT', help: 'the partition that is asked for' } },
  run: (context) => {
    const name = nameArgument(context.args)
    const dt = requiredPartition(context.args, 'partition')
    return context.withEngine(async (client) => {
      const { spec } = await ask(client, 'datasets.get', { name })
      if (spec.collect === undefined) throw notCollected(name)
      const asked = { collect: spec.collect, dt, zone: spec.zone }
      const { job } = await ask(client, 'collect.preview', { ...asked, clientRequestId: newRequestId() })
      const found = await context.finish(client, 'collect-preview', job)
      context.out.result(found, textOf(found))
      return exitCodes.done
    })
  }
}

function textOf({ asked, status, bytes, rows, total, paths }: CollectPreview): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const columns = names.map((name) => ({ title: name, value: (row: Record<string, string | null>) => row[name] ?? null }))
  const places = paths.slice(0, SHOWN).map(({ path, rows: count }) => `${path === '' ? '(the root)' : path}: ${count} rows`)
  return [
    `${asked}${status === null ? '' : ` → ${status}, ${bytes} bytes`}${total === null ? '' : `, ${total} rows in all`}`,
    ...(rows.length === 0 ? ['No rows there. Rows could stand at:', ...places] : [formatTable(rows.slice(0, SHOWN), columns)])
  ].join('\n')
}

const notCollected = (name: string): AppError =>
  new AppError('unsupported', `${name} is not collected: there is no question to ask.`, {
    hint: `penstock rows ${name} shows its rows.`,
    details: { dataset: name }
  })
