import ecos from '../../../resources/templates/ecos-statistic.json'
import krx from '../../../resources/templates/krx-daily-prices.json'
import molit from '../../../resources/templates/molit-apt-trade.json'
import {
  collectTemplate,
  connectionSpec,
  datasetSpec,
  type CollectTemplate,
  type ConnectionSpec,
  type DatasetSpec
} from '../contract'
import { AppError } from '../lib/errors'

/** The sources that come with the app, as data of resources/templates. */
export const collectTemplates: readonly CollectTemplate[] = [molit, ecos, krx].map((template) => collectTemplate.parse(template))

export interface TemplateAnswers {
  /** The dataset's name and that of its connection. */
  name: string
  connection: string
  /** What was filled in, by the blank's name; a list is split at commas, spaces and line ends. */
  blanks: Record<string, string>
}

/** A dataset file and its connection, ready to be saved. `dataset.invalid` where a blank is empty or the files would not be valid. */
export function fillTemplate(
  template: CollectTemplate,
  answers: TemplateAnswers
): { dataset: DatasetSpec; connection: ConnectionSpec } {
  const values = new Map(template.blanks.map(({ name, kind }) => [`$${name}`, valueOf(name, kind, answers.blanks)]))
  const filled = fill(template.dataset, values) as Record<string, unknown>
  const dataset = { ...filled, name: answers.name, collect: { ...(filled['collect'] as object), connection: answers.connection } }
  return {
    dataset: datasetSpec.parse(dataset),
    connection: connectionSpec.parse({ ...template.connection, name: answers.connection })
  }
}

function valueOf(name: string, kind: 'text' | 'list', blanks: Record<string, string>): string | string[] {
  const text = (Object.hasOwn(blanks, name) ? (blanks[name] ?? '') : '').trim()
  const parts = [...new Set(text.split(/[\s,]+/).filter((part) => part !== ''))]
  if (parts.length === 0)
    throw new AppError('dataset.invalid', `"${name}" is not filled in.`, { hint: 'Fill in every blank of the template.' })
  return kind === 'list' ? parts : text
}

/** A text that is a blank's name becomes its value; within a longer text only a text can stand. */
function fill(value: unknown, values: ReadonlyMap<string, string | string[]>): unknown {
  if (Array.isArray(value)) return value.map((item) => fill(item, values))
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, fill(item, values)]))
  }
  if (typeof value !== 'string') return value
  const whole = values.get(value)
  if (whole !== undefined) return whole
  return value.replaceAll(/\$[\p{L}_][\p{L}\p{N}_]*/gu, (name) => {
    const part = values.get(name)
    return typeof part === 'string' ? part : name
  })
}
