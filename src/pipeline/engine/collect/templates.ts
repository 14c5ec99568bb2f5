import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { collectTemplates, fillTemplate, type TemplateAnswers } from '../../collect/templates'
import { collectTemplate, type CollectTemplate, type ErrorData, type ResultOf } from '../../contract'
import { AppError, toErrorData, wrapSystemError } from '../../lib/errors'

/** Sources that are declared as data: those that come with the app, and the workspace's own. */
export interface Templates {
  templates: CollectTemplate[]
  /** Files of the workspace that cannot be used, and why; `dataset.invalid`, `file.*`. */
  problems: ErrorData[]
}

/** The workspace's `templates/*.json` stand before those of the same id that come with the app. */
export async function listTemplates(root: string): Promise<Templates> {
  const folder = join(root, 'templates')
  const files = (await readdir(folder).catch(noneWhereMissing)).filter((file) => file.endsWith('.json')).sort()
  const own = await Promise.all(files.map((file) => readTemplate(join(folder, file)).catch(toErrorData)))
  const templates = own.flatMap((one) => ('code' in one ? [] : [one]))
  const taken = new Set(templates.map(({ id }) => id))
  return {
    templates: [...templates, ...collectTemplates.filter(({ id }) => !taken.has(id))],
    problems: own.flatMap((one) => ('code' in one ? [one] : []))
  }
}

/** A dataset and its connection, ready to be saved. Errors: `dataset.missing` for an unknown id, `dataset.invalid` for what was filled in. */
export async function fill(
  root: string,
  { id, ...answers }: TemplateAnswers & { id: string }
): Promise<ResultOf<'templates.fill'>> {
  const { templates } = await listTemplates(root)
  const template = templates.find((one) => one.id === id)
  if (template === undefined) {
    throw new AppError('dataset.missing', `There is no template "${id}".`, {
      hint: `Use one of ${templates.map((one) => one.id).join(', ')}.`,
      details: { template: id }
    })
  }
  try {
    return fillTemplate(template, answers)
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error
    throw new AppError('dataset.invalid', `The template ${id}, filled in so, is no dataset: ${issuesOf(error)}.`, {
      hint: 'Correct what was filled in, or the file of the template.',
      details: { template: id }
    })
  }
}

async function readTemplate(path: string): Promise<CollectTemplate> {
  const text = await readFile(path, 'utf8')
  const parsed = collectTemplate.safeParse(parseJson(text))
  if (parsed.success) return parsed.data
  throw new AppError('dataset.invalid', `${path}: ${issuesOf(parsed.error)}.`, {
    hint: 'Correct the file; docs/collect.md names every field of a template.',
    details: { path }
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const issuesOf = ({ issues }: z.ZodError): string =>
  issues
    .slice(0, 5)
    .map(({ path, message }) => `${path.join('.')}: ${message}`)
    .join('; ')

function noneWhereMissing(error: unknown): string[] {
  const known = wrapSystemError(error)
  if (known.code === 'file.missing') return []
  throw known
}
