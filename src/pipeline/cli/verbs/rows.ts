import type { EngineClient, ResultHandle } from '../../contract'
import { ask, askWithBuffers } from '../client'
import { decodePage, type Cell } from '../decode-page'
import { exitCodes } from '../exit-codes'
import { formatTable } from '../table'
import { MAX_VERSION, nameArgument, requiredPartition } from '../values'
import type { Verb } from '../verb'

const PAGE_ROWS = 1_000

export const rows: Verb = {
  name: 'rows',
  summary: 'Shows the first rows of a partition, by their original column names.',
  positionals: ['NAME'],
  options: {
    partition: { type: 'string', value: 'DT', help: 'the partition (YYYY-MM, YYYY-MM-DD or all)' },
    limit: { type: 'string', value: 'N', help: 'at most so many rows (200)' },
    version: { type: 'string', value: 'V', help: 'as of this version' }
  },
  run: (context) => {
    const { args } = context
    const name = nameArgument(args)
    const dt = requiredPartition(args, 'partition')
    const limit = args.integer('limit', { min: 1, max: 10_000 }) ?? 200
    const version = args.integer('version', { min: 0, max: MAX_VERSION })
    return context.withEngine(async (client) => {
      const handle = await ask(client, 'lake.rows', { name, dt, limit, ...(version === undefined ? {} : { version }) })
      const found = await readRows(client, handle)
      const columns = handle.schema.map((column) => ({
        title: column.name,
        value: (row: Record<string, Cell>) => cellText(row[column.name] ?? null)
      }))
      context.out.result(found, formatTable(found, columns))
      return exitCodes.done
    })
  }
}

async function readRows(client: EngineClient, { handle, rows: count }: ResultHandle): Promise<Record<string, Cell>[]> {
  const found: Record<string, Cell>[] = []
  for (let from = 0; from < count; from += PAGE_ROWS) {
    const page = await askWithBuffers(client, 'result.page', { handle, from, to: Math.min(from + PAGE_ROWS, count) })
    found.push(...decodePage(page.value, page.buffers))
  }
  await ask(client, 'result.close', { handle })
  return found
}

/** Numbers as they are, without grouping: they may be codes or years. */
const cellText = (cell: Cell): string | null => (cell === null ? null : String(cell))
