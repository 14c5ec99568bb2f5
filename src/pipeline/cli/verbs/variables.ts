import { ask } from '../client'
import { exitCodes } from '../exit-codes'
import { formatTable } from '../table'
import type { Verb } from '../verb'

export const variables: Verb = {
  name: 'variables',
  summary: 'Lists the variables with their value in each profile.',
  positionals: [],
  options: {},
  run: (context) =>
    context.withEngine(async (client) => {
      const [file, { active, known }] = await Promise.all([ask(client, 'variables.get', {}), ask(client, 'profiles.get', {})])
      const others = known.filter((profile) => profile !== 'default')
      const names = new Set([...Object.keys(file.variables), ...Object.values(file.profiles).flatMap((own) => Object.keys(own))])
      const text = formatTable([...names].sort(), [
        { title: 'variable', value: (name) => name },
        { title: mark('default', active), value: (name) => file.variables[name] ?? null },
        ...others.map((profile) => ({
          title: mark(profile, active),
          value: (name: string) => file.profiles[profile]?.[name] ?? null
        }))
      ])
      context.out.result({ active, ...file }, text)
      return exitCodes.done
    })
}

const mark = (profile: string, active: string): string => (profile === active ? `${profile} *` : profile)
