import type { Share } from '../../contract'
import { ask, newRequestId } from '../client'
import { exitCodes } from '../exit-codes'
import { formatTable } from '../table'
import { nameArgument } from '../values'
import type { Verb } from '../verb'

export const share: Verb = {
  name: 'share',
  summary: 'Makes a URL under which spreadsheets and BI tools read a dataset from `serve`, and tells it once.',
  positionals: ['NAME'],
  options: {},
  run: (context) => {
    const name = nameArgument(context.args)
    return context.withEngine(async (client) => {
      const made = await ask(client, 'shares.create', { name, clientRequestId: newRequestId() })
      const lasting = (await ask(client, 'workspace.get', {})).host !== 'cli'
      const told = lasting ? made : { ...made, csvUrl: pathOf(made.csvUrl), parquetUrl: pathOf(made.parquetUrl) }
      const where = lasting ? [] : ['These are paths below the address of "penstock serve --port N".']
      const text = [told.csvUrl, told.parquetUrl, ...where, `Share ${made.id}; its token is not told again.`]
      context.out.result(told, text.join('\n'))
      return exitCodes.done
    })
  }
}

/** The address of an engine that ends with its command is of no use. */
const pathOf = (url: string): string => url.replace(/^https?:\/\/[^/]+/, '')

export const shares: Verb = {
  name: 'shares',
  summary: 'Lists the datasets that are shared, and how often they were read.',
  positionals: [],
  options: {},
  run: (context) =>
    context.withEngine(async (client) => {
      const list = await ask(client, 'shares.list', {})
      context.out.result(list, list.length === 0 ? 'Nothing is shared.' : tableOf(list))
      return exitCodes.done
    })
}

export const unshare: Verb = {
  name: 'unshare',
  summary: 'Revokes a share: its URL no longer answers.',
  positionals: ['ID'],
  options: {},
  run: (context) => {
    const id = context.args.word(0)
    return context.withEngine(async (client) => {
      await ask(client, 'shares.revoke', { id, clientRequestId: newRequestId() })
      context.out.result({ revoked: id }, `Share ${id} is revoked.`)
      return exitCodes.done
    })
  }
}

const tableOf = (list: readonly Share[]): string =>
  formatTable(list, [
    { title: 'share', value: ({ id }) => id },
    { title: 'dataset', value: ({ dataset }) => dataset },
    { title: 'made', value: ({ createdAt }) => createdAt },
    { title: 'by', value: ({ createdBy }) => createdBy },
    { title: 'reads', value: ({ reads }) => reads },
    { title: 'last read', value: ({ lastReadAt }) => lastReadAt }
  ])
