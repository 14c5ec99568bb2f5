interface Field {
  name: string
  low: number
  high: number
  words: readonly string[]
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
const fields: readonly Field[] = [
  { name: 'minute', low: 0, high: 59, words: [] },
  { name: 'hour', low: 0, high: 23, words: [] },
  { name: 'day of the month', low: 1, high: 31, words: [] },
  { name: 'month', low: 1, high: 12, words: months },
  { name: 'day of the week', low: 0, high: 7, words: weekdays }
]

/** What is wrong with the fields of a cron expression; undefined where each can be read. */
export function cronFieldProblem(expression: string): string | undefined {
  const parts = expression.trim().split(/\s+/)
  if (parts.length !== fields.length) {
    return `"${expression}" has ${parts.length} fields; cron takes five: minute, hour, day of the month, month, day of the week.`
  }
  const wrong = fields.find((field, index) => !isField(field, parts[index] ?? ''))
  if (wrong === undefined) return undefined
  return `"${parts[fields.indexOf(wrong)] ?? ''}" is no ${wrong.name}: it takes ${wrong.low} to ${wrong.high}, as *, lists (1,2), ranges (1-5) and steps (*/15).`
}

const isField = (field: Field, text: string): boolean => text.split(',').every((item) => isItem(field, item))

/** `*`, a value or a range; the first and the last also with a step. */
function isItem(field: Field, item: string): boolean {
  const [, range = '', step] = /^([^/]+)(?:\/(\d{1,2}))?$/.exec(item) ?? []
  const [first, last, more] = range.split('-')
  if (step !== undefined && (Number(step) < 1 || (range !== '*' && last === undefined))) return false
  if (range === '*') return true
  if (more !== undefined) return false
  const [from, to] = [valueOf(field, first), last === undefined ? undefined : valueOf(field, last)]
  return from !== undefined && (last === undefined || (to !== undefined && from <= to))
}

function valueOf({ low, high, words }: Field, text = ''): number | undefined {
  const word = words.indexOf(text.toLowerCase())
  if (word >= 0) return word + low
  const value = /^\d{1,2}$/.test(text) ? Number(text) : NaN
  return value >= low && value <= high ? value : undefined
}
