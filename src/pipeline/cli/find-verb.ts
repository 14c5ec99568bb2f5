import { AppError } from '../lib/errors'
import type { Verb } from './verb'
import { verbs } from './verbs'
import { overview } from './verbs/help'

/** Splits a command line at its verb; options that every verb takes may stand before it. */
export function findVerb(argv: readonly string[]): { verb: Verb; rest: string[] } {
  const at = verbIndex(argv)
  const name = argv[at] ?? (argv.includes('--version') ? 'version' : argv.includes('--help') ? 'help' : undefined)
  const verb = name === undefined ? undefined : verbs.get(name)
  if (verb === undefined) {
    throw new AppError('usage', name === undefined ? 'A verb is missing.' : `There is no verb "${name}".`, {
      hint: overview([...verbs.values()])
    })
  }
  const rest = argv.filter((word, index) => index !== at && !(argv[at] === undefined && /^--(help|version)$/.test(word)))
  return { verb, rest }
}

const withValue = new Set(['--workspace', '--profile', '--secrets'])

/** The first word that is neither an option nor the value of one. */
function verbIndex(argv: readonly string[]): number {
  return argv.findIndex((word, index) => !word.startsWith('-') && !withValue.has(argv[index - 1] ?? ''))
}
