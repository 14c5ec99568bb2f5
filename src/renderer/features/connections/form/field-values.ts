import type { Field } from './fields'

/** What a field holds in a target, as the text of its input. */
export function textOf(target: Readonly<Record<string, unknown>>, { path, is }: Field): string {
  const value = path.split('.').reduce<unknown>((at, key) => (isRecord(at) ? at[key] : undefined), target)
  if (is?.kind === 'headers')
    return isRecord(value)
      ? Object.entries(value)
          .map(([name, text]) => `${name}: ${String(text)}`)
          .join('\n')
      : ''
  if (typeof value === 'boolean') return value ? 'true' : ''
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** The text of an input as the value of the field; undefined where it is left to its default. */
export function valueOf(text: string, field: Field): unknown {
  const trimmed = text.trim()
  if (field.is?.kind === 'headers') return headersOf(text)
  if (trimmed === '') return undefined
  if (field.path === 'pathStyle') return trimmed === 'true'
  if (field.is?.kind === 'number' || (field.is?.kind === 'port' && /^\d+$/.test(trimmed))) return Number(trimmed)
  return field.input === 'lines' ? text : trimmed
}

/** Puts a value at the field's place; takes it away where it is undefined. */
export function put(target: Record<string, unknown>, path: string, value: unknown): Record<string, unknown> {
  const [key = '', ...rest] = path.split('.')
  if (rest.length > 0) {
    const inner = target[key]
    return { ...target, [key]: put(isRecord(inner) ? inner : {}, rest.join('.'), value) }
  }
  const others = Object.fromEntries(Object.entries(target).filter(([name]) => name !== key))
  return value === undefined ? others : { ...others, [key]: value }
}

const headersOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => {
        const at = line.indexOf(':')
        return [line.slice(0, at).trim(), line.slice(at + 1).trim()]
      })
  )

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
