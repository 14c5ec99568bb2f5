import { usageText, type VerbShape } from '../args'
import { exitCodes } from '../exit-codes'
import type { Verb } from '../verb'

/** `help [VERB]`, made of the verbs' own descriptions. */
export function makeHelp(verbs: ReadonlyMap<string, VerbShape>): Verb {
  const shape: VerbShape = {
    name: 'help',
    summary: 'Says what there is, or how a verb is used.',
    positionals: ['[VERB]'],
    options: {}
  }
  return {
    ...shape,
    run: ({ args, out }) => {
      const all = new Map(verbs).set('help', shape)
      const name = args.optionalWord(0)
      const verb = name === undefined ? undefined : all.get(name)
      if (name !== undefined && verb === undefined) throw args.usage(`There is no verb "${name}".`)
      const list = [...all.values()].map((one) => ({ verb: one.name, arguments: one.positionals, summary: one.summary }))
      const text = verb === undefined ? overview([...all.values()]) : usageText(verb)
      out.result(verb === undefined ? list : { verb: verb.name, usage: text }, text)
      return Promise.resolve(exitCodes.done)
    }
  }
}

/** One line a verb. */
export function overview(verbs: readonly VerbShape[]): string {
  const lines = verbs.map(({ name, positionals, summary }) => `  ${[name, ...positionals].join(' ').padEnd(20)}${summary}`)
  return ['usage: penstock VERB [arguments] [--workspace DIR] [--json]', '', ...lines, '', 'penstock help VERB says more.'].join(
    '\n'
  )
}
