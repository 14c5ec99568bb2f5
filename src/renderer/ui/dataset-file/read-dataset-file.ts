import { datasetSpec, type DatasetSpec } from '../../../pipeline/contract'

export interface ReadFile {
  spec: DatasetSpec | undefined
  /** `path: what is wrong`, one a line. */
  problems: string[]
}

/** The text of a dataset file as a dataset, or what keeps it from being one. */
export function readDatasetFile(text: string, notJson: (message: string) => string): ReadFile {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return { spec: undefined, problems: [notJson(error instanceof Error ? error.message : String(error))] }
  }
  const parsed = datasetSpec.safeParse(value)
  if (parsed.success) return { spec: parsed.data, problems: [] }
  const problems = parsed.error.issues.map(({ path, message }) => `${path.map(String).join('.') || '.'}: ${message}`)
  return { spec: undefined, problems: [...new Set(problems)] }
}
