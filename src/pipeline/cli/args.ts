import { parseArgs } from 'node:util'
import { AppError } from '../lib/errors'

export interface OptionSpec {
  type: 'string' | 'boolean'
  /** May be given more than once. */
  multiple?: boolean
  /** What stands for the value in the help. */
  value?: string
  help: string
}

/** What a verb takes; its usage text is made of this. */
export interface VerbShape {
  name: string
  summary: string
  /** Names of positional arguments; those in brackets may be left out. */
  positionals: readonly string[]
  options: Readonly<Record<string, OptionSpec>>
}

export const commonOptions = {
  workspace: { type: 'string', value: 'DIR', help: 'the workspace; else PENSTOCK_WORKSPACE, else the folder upward' },
  profile: { type: 'string', value: 'P', help: 'the profile; else PENSTOCK_PROFILE, else the one that was chosen' },
  secrets: { type: 'string', value: 'FILE', help: 'a file of secrets (mode 0600); else PENSTOCK_SECRETS_FILE' },
  json: { type: 'boolean', help: 'one JSON value on standard output' },
  verbose: { type: 'boolean', help: 'more of the log on standard error' },
  help: { type: 'boolean', help: 'show this' }
} as const satisfies Record<string, OptionSpec>

/** A verb's arguments, parsed: every reader knows that its option was declared. */
export class Args {
  constructor(
    private readonly verb: VerbShape,
    private readonly values: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>,
    private readonly positionals: readonly string[]
  ) {}

  /** A positional argument that must be there. */
  word(index: number): string {
    const word = this.positionals[index]
    if (word === undefined || word === '')
      throw usageError(this.verb, `${this.verb.positionals[index] ?? 'an argument'} is missing.`)
    return word
  }

  optionalWord(index: number): string | undefined {
    return this.positionals[index]
  }

  text(name: string): string | undefined {
    const value = this.values[name]
    return typeof value === 'string' ? value : undefined
  }

  required(name: string): string {
    const value = this.text(name)
    if (value === undefined || value === '') throw usageError(this.verb, `--${name} is missing.`)
    return value
  }

  /** Every value of an option that may be repeated. */
  all(name: string): string[] {
    const value = this.values[name]
    return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
  }

  /** `a,b` → ['a', 'b']. */
  list(name: string): string[] | undefined {
    return this.text(name)
      ?.split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '')
  }

  flag(name: string): boolean {
    return this.values[name] === true
  }

  integer(name: string, range: { min: number; max: number }): number | undefined {
    const text = this.text(name)
    if (text === undefined) return undefined
    const value = Number(text)
    if (/^\d+$/.test(text) && value >= range.min && value <= range.max) return value
    throw usageError(this.verb, `--${name} ${text}: a whole number from ${range.min} to ${range.max} is expected.`)
  }

  oneOf<const T extends string>(name: string, choices: readonly T[]): T | undefined {
    const text = this.text(name)
    if (text === undefined) return undefined
    const choice = choices.find((one) => one === text)
    if (choice === undefined) throw usageError(this.verb, `--${name} ${text}: one of ${choices.join(', ')} is expected.`)
    return choice
  }

  usage(message: string): AppError {
    return usageError(this.verb, message)
  }
}

/** Parses strictly: an unknown option, a missing or extra argument is a `usage` error that shows the verb's usage. */
export function parseVerb(verb: VerbShape, argv: readonly string[]): Args {
  const options = { ...verb.options, ...commonOptions }
  let parsed
  try {
    parsed = parseArgs({ args: [...argv], options, strict: true, allowPositionals: true })
  } catch (error) {
    throw usageError(verb, error instanceof Error ? error.message : String(error))
  }
  const args = new Args(verb, parsed.values, parsed.positionals)
  if (args.flag('help')) return args
  const extra = parsed.positionals[verb.positionals.length]
  if (extra !== undefined) throw usageError(verb, `"${extra}" is one argument too many.`)
  verb.positionals.forEach((name, index) => {
    if (!name.startsWith('[')) args.word(index)
  })
  return args
}

export function usageError(verb: VerbShape, message: string): AppError {
  return new AppError('usage', message, { hint: usageText(verb), details: { verb: verb.name } })
}

/** Usage of one verb: its line, and a line for each option. */
export function usageText(verb: VerbShape): string {
  const all: Record<string, OptionSpec> = { ...verb.options, ...commonOptions }
  const options = Object.entries(all).map(([name, { value, help, multiple }]) => {
    const left = value === undefined ? `--${name}` : `--${name} ${value}`
    return `  ${left.padEnd(28)}${help}${multiple === true ? ' (repeatable)' : ''}`
  })
  return [`usage: penstock ${[verb.name, ...verb.positionals].join(' ')} [options]`, verb.summary, '', ...options].join('\n')
}
