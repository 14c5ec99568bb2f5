import { classify } from './classify'
import type { Row } from '../csv/fields'

const typed = (text: string): boolean => {
  const { is } = classify(text)
  return is !== 'text' && is !== 'boolean'
}

/** Whether the first record names the columns: names are texts, and differ in kind from what stands below them. */
export function findHeader(records: readonly Row[]): { value: boolean; certainty: number } {
  const [{ texts: first } = { texts: [] }, ...body] = records
  if (first.some((text) => text !== '' && typed(text))) return { value: false, certainty: 0.95 }
  if (body.length === 0) return { value: true, certainty: 0.5 }
  const typedColumns = first.filter((_, column) => mostlyTyped(body, column)).length
  if (typedColumns > 0) return { value: true, certainty: typedColumns > 1 ? 0.99 : 0.95 }
  const named = first.filter((text) => text !== '')
  const repeated = named.some((name, column) => body.some((record) => record.texts[column] === name))
  if (repeated || new Set(named).size < named.length) return { value: false, certainty: 0.6 }
  return { value: true, certainty: 0.6 }
}

function mostlyTyped(body: readonly Row[], column: number): boolean {
  const filled = body.map((record) => record.texts[column] ?? '').filter((text) => text !== '')
  return filled.length > 0 && filled.filter(typed).length * 2 > filled.length
}
