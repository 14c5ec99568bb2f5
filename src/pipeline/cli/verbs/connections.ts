import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { connectionSpec, type ConnectionSpec, type ConnectionSummary } from '../../contract'
import { AppError } from '../../lib/errors'
import { ask, newRequestId } from '../client'
import { connectionText, connectionsTable, testText } from '../connection-text'
import { exitCodes } from '../exit-codes'
import { nameArgument } from '../values'
import type { Verb, VerbContext } from '../verb'

export const connections: Verb = {
  name: 'connections',
  summary: 'Lists the connections, or shows one: which secrets have a value, never which.',
  positionals: ['[NAME]'],
  options: {},
  run: (context) => {
    const name = context.args.optionalWord(0) === undefined ? undefined : nameArgument(context.args)
    return context.withEngine(async (client) => {
      if (name === undefined) {
        const list = await ask(client, 'connections.list', {})
        context.out.result(list, connectionsTable(list))
      } else show(context, await ask(client, 'connections.get', { name }))
      return exitCodes.done
    })
  }
}

const actions = ['add', 'test', 'remove'] as const

export const connection: Verb = {
  name: 'connection',
  summary: 'Adds a connection from a file, tests one step by step, or removes one.',
  positionals: [actions.join('|'), '[NAME]'],
  options: {
    file: { type: 'string', value: 'FILE', help: 'of add: its file, as in connections/' },
    replace: { type: 'boolean', help: 'of add: in place of the one of that name' }
  },
  run: (context) => {
    const action = actions.find((one) => one === context.args.word(0))
    if (action === 'add') return add(context)
    if (action === 'test') return test(context)
    if (action === 'remove') return remove(context)
    throw context.args.usage(`"${context.args.word(0)}": one of ${actions.join(', ')} is expected.`)
  }
}

async function add(context: VerbContext): Promise<number> {
  const spec = await readSpec(resolve(context.cwd, context.args.required('file')))
  const replace = context.args.flag('replace')
  return context.withEngine(async (client) => {
    show(context, await ask(client, 'connections.save', { spec, replace, clientRequestId: newRequestId() }))
    return exitCodes.done
  })
}

async function readSpec(path: string): Promise<ConnectionSpec> {
  const parsed = connectionSpec.safeParse(parseJson(await readFile(path, 'utf8')))
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.slice(0, 5).map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  throw new AppError('connection.invalid', `${path}: ${problems.join('; ')}.`, {
    hint: 'Correct the file; docs/connections.md names every field.',
    details: { path, problems }
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function test(context: VerbContext): Promise<number> {
  const name = nameArgument(context.args, 1)
  return context.withEngine(async (client) => {
    const { job } = await ask(client, 'connections.test', { name, clientRequestId: newRequestId() })
    const result = await context.finish(client, 'connection-test', job)
    context.out.result(result, testText(name, result))
    return result.ok ? exitCodes.done : exitCodes.failed
  })
}

function remove(context: VerbContext): Promise<number> {
  const name = nameArgument(context.args, 1)
  return context.withEngine(async (client) => {
    await ask(client, 'connections.remove', { name, clientRequestId: newRequestId() })
    context.out.result({ connection: name }, `${name} was removed, and its secrets were forgotten.`)
    return exitCodes.done
  })
}

function show({ out }: VerbContext, summary: ConnectionSummary): void {
  out.result(summary, connectionText(summary))
}
