import type { CollectTemplate, EngineClient, ErrorData } from '../../contract'
import type { Args } from '../args'
import { ask, newRequestId } from '../client'
import { exitCodes } from '../exit-codes'
import { formatTable } from '../table'
import type { Verb } from '../verb'

export const templates: Verb = {
  name: 'templates',
  summary: 'Lists the sources that are declared as data; with ID makes the dataset and its connection of one.',
  positionals: ['[ID]'],
  options: {
    name: { type: 'string', value: 'NAME', help: 'the dataset (the ID where it is left out)' },
    connection: { type: 'string', value: 'NAME', help: 'its connection; made where there is none of that name' },
    blank: { type: 'string', multiple: true, value: 'NAME=VALUE', help: 'what has to be filled in, once for each' }
  },
  run: (context) =>
    context.withEngine(async (client) => {
      const id = context.args.optionalWord(0)
      if (id !== undefined) {
        const made = await make(client, id, context.args)
        context.out.result(made, `${made.dataset} asks by ${made.connection}.${secretsText(made)}`)
        return exitCodes.done
      }
      const list = await ask(client, 'templates.list', {})
      const problems = await ask(client, 'templates.problems', {})
      for (const problem of problems) context.out.note(noteOf(problem))
      context.out.result(list, tableOf(list))
      return exitCodes.done
    })
}

interface Made {
  dataset: string
  connection: string
  /** Of the connection, still to be set. */
  secrets: string[]
}

async function make(client: EngineClient, id: string, args: Args): Promise<Made> {
  const name = args.text('name') ?? id.replaceAll('-', '_')
  const connection = args.text('connection') ?? name
  const filled = await ask(client, 'templates.fill', { id, name, connection, blanks: blanksOf(args) })
  const known = await ask(client, 'connections.list', {})
  if (!known.some((one) => one.name === connection)) {
    await ask(client, 'connections.save', { spec: filled.connection, replace: false, clientRequestId: newRequestId() })
  }
  await ask(client, 'datasets.save', { spec: filled.dataset, replace: false, clientRequestId: newRequestId() })
  const { secrets } = await ask(client, 'connections.get', { name: connection })
  return { dataset: name, connection, secrets: secrets.filter(({ set }) => !set).map((secret) => secret.name) }
}

function blanksOf(args: Args): Record<string, string> {
  const pairs = args.all('blank').map((text): [string, string] => {
    const at = text.indexOf('=')
    if (at < 1) throw args.usage(`--blank ${text}: NAME=VALUE is expected.`)
    return [text.slice(0, at), text.slice(at + 1)]
  })
  return Object.fromEntries(pairs)
}

const secretsText = ({ connection, secrets }: Made): string =>
  secrets.map((secret) => `\nSet its secret with: penstock secret set ${connection} ${secret} < FILE`).join('')

const noteOf = ({ message, hint, code }: ErrorData): string => `${message} ${hint ?? ''} [${code}]`

const tableOf = (list: readonly CollectTemplate[]): string =>
  formatTable(list, [
    { title: 'template', value: ({ id }) => id },
    { title: 'what', value: ({ title }) => title.en },
    { title: 'to fill in', value: ({ blanks }) => blanks.map(({ name, example }) => `${name} (${example})`).join('; ') },
    { title: 'documentation', value: ({ documentation }) => documentation }
  ])
