import { datasetName, fieldName, type VariablesFile } from '../../../../pipeline/contract'

export const DEFAULT = 'default'

/** Variables as the table shows them: by name, the text in each profile; '' in another profile than the default means as there. */
export interface VariableTable {
  profiles: readonly string[]
  rows: readonly { name: string; texts: Readonly<Record<string, string>> }[]
}

export function tableOf(file: VariablesFile, known: readonly string[]): VariableTable {
  const profiles = [DEFAULT, ...new Set([...Object.keys(file.profiles), ...known].filter((name) => name !== DEFAULT))]
  const names = new Set([...Object.keys(file.variables), ...Object.values(file.profiles).flatMap((own) => Object.keys(own))])
  const textsOf = (name: string): Record<string, string> =>
    Object.fromEntries(
      profiles.map((profile) => [profile, (profile === DEFAULT ? file.variables : file.profiles[profile])?.[name] ?? ''])
    )
  return { profiles, rows: [...names].sort().map((name) => ({ name, texts: textsOf(name) })) }
}

export function fileOf({ profiles, rows }: VariableTable): VariablesFile {
  const own = (profile: string): Record<string, string> =>
    Object.fromEntries(
      rows.flatMap(({ name, texts }) => (texts[profile] === undefined || texts[profile] === '' ? [] : [[name, texts[profile]]]))
    )
  const inDefault = Object.fromEntries(rows.map(({ name, texts }) => [name, texts[DEFAULT] ?? '']))
  const others = profiles.filter((profile) => profile !== DEFAULT)
  return { format: 1, variables: inDefault, profiles: Object.fromEntries(others.map((profile) => [profile, own(profile)])) }
}

/** Why a new name cannot be taken; undefined where it can. */
export function nameProblem(name: string, taken: readonly string[]): 'badName' | 'taken' | undefined {
  if (!fieldName.safeParse(name).success || !datasetName.safeParse(name).success) return 'badName'
  return taken.some((other) => other.toLowerCase() === name.toLowerCase()) ? 'taken' : undefined
}
