import { connectionSpec, type ConnectionSpec } from '../../../../pipeline/contract'
import { put, textOf, valueOf } from './field-values'
import { fieldsOf, usualSecrets, type Kind } from './fields'

/** A connection as it is being written: every field as the text of its input. */
export interface Draft {
  name: string
  kind: Kind
  values: Readonly<Record<string, string>>
  secrets: readonly string[]
  overrides: readonly { profile: string; path: string; text: string }[]
}

export const newDraft = (kind: Kind): Draft => ({ name: '', kind, values: {}, secrets: usualSecrets[kind], overrides: [] })

export function draftOf(spec: ConnectionSpec): Draft {
  const { kind } = spec.target
  const fields = fieldsOf[kind]
  const overrides = Object.entries(spec.profiles).flatMap(([profile, own]) =>
    fields.filter(({ path }) => path in own).map((field) => ({ profile, path: field.path, text: textOf(own, field) }))
  )
  const values = Object.fromEntries(fields.map((field) => [field.path, textOf(spec.target, field)]))
  return { name: spec.name, kind, values, secrets: spec.secrets, overrides }
}

/** The connection that a draft without problems says; what the form does not show stays as it was in `before`. */
export function specOf(draft: Draft, before: ConnectionSpec | undefined): ConnectionSpec {
  const fields = fieldsOf[draft.kind]
  const target = fields.reduce<Record<string, unknown>>(
    (made, field) => put(made, field.path, valueOf(draft.values[field.path] ?? '', field)),
    before?.target ?? { kind: draft.kind }
  )
  const { title } = before ?? {}
  return connectionSpec.parse({
    format: 1,
    name: draft.name,
    ...(title === undefined ? {} : { title }),
    target,
    secrets: [...draft.secrets],
    profiles: profilesOf(draft, before)
  })
}

/** Fields that have no input keep what a profile says of them. */
function profilesOf({ kind, overrides }: Draft, before: ConnectionSpec | undefined): ConnectionSpec['profiles'] {
  const fields = fieldsOf[kind]
  const shown = new Set(fields.map(({ path }) => path))
  const kept = Object.entries(before?.profiles ?? {}).map(
    ([profile, own]) => [profile, Object.fromEntries(Object.entries(own).filter(([path]) => !shown.has(path)))] as const
  )
  const made: Record<string, Record<string, unknown>> = Object.fromEntries(kept)
  for (const { profile, path, text } of overrides) {
    const field = fields.find((one) => one.path === path)
    if (field !== undefined) made[profile] = { ...made[profile], [path]: valueOf(text, field) }
  }
  return made
}

/** Fields that a profile may have otherwise: those that are not part of another. */
export const overridable = (kind: Kind): string[] => fieldsOf[kind].map(({ path }) => path).filter((path) => !path.includes('.'))
