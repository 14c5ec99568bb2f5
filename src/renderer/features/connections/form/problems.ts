import { clockTime, datasetName, fieldName } from '../../../../pipeline/contract'
import type { Draft } from './draft'
import { fieldsOf, type Field } from './fields'

/** What is wrong with an input, as the key of a sentence and its figures. */
export interface Problem {
  key: 'required' | 'url' | 'number' | 'clock' | 'header' | 'name' | 'secret' | 'profile'
  values?: Record<string, string | number>
}

/** By the name of the input: `name`, a field's path, `secrets`, `override 0`. Empty where it can be saved. */
export function problemsOf(draft: Draft): ReadonlyMap<string, Problem> {
  const found = new Map<string, Problem>()
  const note = (input: string, problem: Problem | undefined): void => {
    if (problem !== undefined) found.set(input, problem)
  }
  note('name', nameProblem(draft.name))
  for (const field of fieldsOf[draft.kind]) note(field.path, fieldProblem(draft.values[field.path] ?? '', field))
  const bad = draft.secrets.find((name) => !fieldName.safeParse(name).success)
  note('secrets', bad === undefined ? undefined : { key: 'secret', values: { name: bad } })
  draft.overrides.forEach((override, index) => note(`override ${index}`, overrideProblem(draft, override)))
  return found
}

/** `new` is the page of a connection that is not there yet. */
function nameProblem(name: string): Problem | undefined {
  if (name === '') return { key: 'required' }
  return name === 'new' || !datasetName.safeParse(name).success ? { key: 'name' } : undefined
}

export function fieldProblem(text: string, { required, is }: Field): Problem | undefined {
  const trimmed = text.trim()
  if (trimmed === '') return required === true ? { key: 'required' } : undefined
  // A variable is filled in later: what it will be is judged then.
  if (is === undefined || /\{[^{}]+\}/.test(trimmed)) return is?.kind === 'headers' ? headerProblem(text) : undefined
  switch (is.kind) {
    case 'url':
      return /^https?:\/\/[^/\s]/.test(trimmed) && URL.canParse(trimmed) ? undefined : { key: 'url' }
    case 'clock':
      return clockTime.safeParse(trimmed).success ? undefined : { key: 'clock' }
    case 'headers':
      return headerProblem(text)
    case 'port':
      return numberProblem(trimmed, { min: 1, max: 65_535, whole: true })
    case 'number':
      return numberProblem(trimmed, is)
  }
}

function numberProblem(text: string, { min, max, whole }: { min: number; max: number; whole: boolean }): Problem | undefined {
  const number = Number(text)
  const good = Number.isFinite(number) && number >= min && number <= max && (!whole || Number.isInteger(number))
  return good ? undefined : { key: 'number', values: { min, max } }
}

const headerProblem = (text: string): Problem | undefined =>
  text.split('\n').every((line) => line.trim() === '' || /^[\w!#$%&'*+.^`|~-]+\s*:/.test(line)) ? undefined : { key: 'header' }

function overrideProblem(draft: Draft, { profile, path, text }: Draft['overrides'][number]): Problem | undefined {
  const field = fieldsOf[draft.kind].find((one) => one.path === path)
  if (field === undefined || !fieldName.safeParse(profile).success) return { key: 'profile' }
  return fieldProblem(text, { ...field, required: true })
}
