import { AppError } from '../../lib/errors'
import { matchPathTemplate, type PathTemplate } from '../path-template'

/** Parts of a member's path, else of its archive's or file's path. Throws `file.format` where neither fits. */
export function pathPartsOf(
  template: PathTemplate | undefined,
  name: string,
  member: string | undefined,
  file: string
): Record<string, string> {
  if (template === undefined) return {}
  const parts = (member === undefined ? undefined : matchPathTemplate(template, member)) ?? matchPathTemplate(template, file)
  if (parts !== undefined) return parts
  throw new AppError('file.format', `The path of "${name}" does not fit the template ${template.text}.`, {
    hint: 'Correct the path template, or leave the file out by the pattern.',
    details: { file: name, template: template.text }
  })
}
