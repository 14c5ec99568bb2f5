import { encoding, fileFormat, type RecogniseOverrides } from '../contract'
import type { Args } from './args'

/** What the options say about how the files are to be read, before anything is recognised. */
export function overridesOf(args: Args): RecogniseOverrides {
  const given: Record<keyof RecogniseOverrides, unknown> = {
    format: args.oneOf('as', fileFormat.options),
    encoding: args.oneOf('encoding', encoding.options),
    delimiter: delimiterOf(args),
    quote: undefined,
    header: args.flag('no-header') || args.text('columns') !== undefined ? false : undefined,
    connection: args.text('connection'),
    pattern: args.text('pattern'),
    pathTemplate: args.text('path-template'),
    nulls: nullsOf(args),
    zone: args.text('zone'),
    types: undefined
  }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}

const names: Record<string, string> = { tab: '\t', '\\t': '\t', comma: ',', semicolon: ';', pipe: '|' }

function delimiterOf(args: Args): string | undefined {
  const text = args.text('delimiter')
  if (text === undefined) return undefined
  const char = names[text] ?? text
  if (char.length === 1) return char
  throw args.usage(`--delimiter ${text}: one character is expected.`)
}

/** A text with `=` may belong to one column, which is only known once the columns are. */
function nullsOf(args: Args): string[] | undefined {
  const plain = args.all('null').filter((text) => !text.includes('='))
  return plain.length === 0 ? undefined : plain
}
