import type { CollectTemplate, ErrorData } from '../../contract'
import { ask } from '../client'
import { exitCodes } from '../exit-codes'
import { formatTable } from '../table'
import type { Verb } from '../verb'

export const templates: Verb = {
  name: 'templates',
  summary: 'Lists the sources that are declared as data: what can be asked for, and what has to be filled in.',
  positionals: [],
  options: {},
  run: (context) =>
    context.withEngine(async (client) => {
      const list = await ask(client, 'templates.list', {})
      const problems = await ask(client, 'templates.problems', {})
      for (const problem of problems) context.out.note(noteOf(problem))
      context.out.result(list, tableOf(list))
      return exitCodes.done
    })
}

const noteOf = ({ message, hint, code }: ErrorData): string => `${message} ${hint ?? ''} [${code}]`

const tableOf = (list: readonly CollectTemplate[]): string =>
  formatTable(list, [
    { title: 'template', value: ({ id }) => id },
    { title: 'what', value: ({ title }) => title.en },
    { title: 'to fill in', value: ({ blanks }) => blanks.map(({ name, example }) => `${name} (${example})`).join('; ') },
    { title: 'documentation', value: ({ documentation }) => documentation }
  ])
