import { checkSpec, type CheckKind, type CheckSpec } from '../../../../../pipeline/contract'
import { fieldsOf, type Field, type FieldName } from './fields'

/** A check as it is written in the form: every field a text. */
export interface CheckDraft {
  kind: CheckKind
  id: string
  severity: CheckSpec['severity']
  fields: Readonly<Partial<Record<FieldName, string>>>
}

/** What is wrong with a field; `bounds` where a check of rows or of a range has nothing to hold a value against. */
export type Problem = 'needed' | 'number' | 'name' | 'taken' | 'bounds'
export interface ReadDraft {
  /** Undefined while something is wrong. */
  check: CheckSpec | undefined
  problems: Readonly<Problems>
}

export const emptyDraft: CheckDraft = { kind: 'rows', id: '', severity: 'block', fields: { within: '30' } }

/** A declared check as a draft to change. */
export function draftOf(check: CheckSpec): CheckDraft {
  const values: Readonly<Record<string, unknown>> = check
  const fields = fieldsOf[check.kind].flatMap(({ name, input }) => {
    const value = values[name]
    return value === undefined ? [] : [[name, textOf(value, input)] as const]
  })
  return { kind: check.kind, id: check.id, severity: check.severity, fields: Object.fromEntries(fields) }
}

function textOf(value: unknown, input: Field['input']): string {
  if (Array.isArray(value)) return value.join(input === 'list' ? '\n' : ', ')
  if (input === 'share' && typeof value === 'number') return String(Number((value * 100).toPrecision(12)))
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}

type Problems = Partial<Record<FieldName | 'id', Problem>>
type Values = Partial<Record<FieldName, unknown>>

/** A draft as a check, or what is wrong with it. `before` is what it changes: fields that the form does not know stay. */
export function readDraft(draft: CheckDraft, taken: ReadonlySet<string>, before?: CheckSpec): ReadDraft {
  const { kind, severity } = draft
  const id = draft.id.trim()
  const { values, problems } = readFields(draft)
  if (id === '') problems.id = 'needed'
  else if (taken.has(id)) problems.id = 'taken'
  const kept = before?.description === undefined ? {} : { description: before.description }
  const parsed = checkSpec.safeParse({ kind, id, severity, ...kept, ...values })
  if (!parsed.success) for (const { path } of parsed.error.issues) tell(problems, path[0])
  return { check: parsed.success && Object.keys(problems).length === 0 ? parsed.data : undefined, problems }
}

function readFields({ kind, fields }: CheckDraft): { values: Values; problems: Problems } {
  const problems: Problems = {}
  const values: Values = {}
  for (const { name, input, optional } of fieldsOf[kind]) {
    const text = (fields[name] ?? '').trim()
    const value = text === '' && input !== 'flag' ? null : valueOf(text, input)
    if (value === undefined) problems[name] = 'number'
    else if (value !== null) values[name] = value
    else if (optional !== true) problems[name] = 'needed'
  }
  return { values, problems: { ...boundless(kind, values), ...problems } }
}

/** A check of rows or of a range wants at least one bound. */
function boundless(kind: CheckKind, { min, max, within }: Values): Problems {
  if (min !== undefined || max !== undefined) return {}
  if (kind === 'range') return { min: 'bounds' }
  return kind === 'rows' && within === undefined ? { within: 'bounds' } : {}
}

/** What the engine would refuse without the form having said why. */
function tell(problems: Problems, at: PropertyKey | undefined): void {
  if (at === 'id') problems.id ??= 'name'
  else if (typeof at === 'string') problems[at as FieldName] ??= 'number'
}

/** Undefined where a number is none. */
function valueOf(text: string, input: Field['input']): unknown {
  switch (input) {
    case 'count':
      return /^[\d,]+$/.test(text) ? Number(text.replaceAll(',', '')) : undefined
    case 'share':
      return /^\d+(\.\d+)?\s*%?$/.test(text) ? Number((Number(text.replace('%', '')) / 100).toPrecision(12)) : undefined
    case 'columns':
      return listOf(text, /,/)
    case 'list':
      return listOf(text, /\n/)
    case 'flag':
      return text !== 'false'
    default:
      return text
  }
}

const listOf = (text: string, by: RegExp): string[] =>
  text
    .split(by)
    .map((one) => one.trim())
    .filter((one) => one !== '')
