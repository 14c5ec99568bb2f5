import { connectionTarget, type ConnectionSpec, type ConnectionTarget } from '../../contract'
import { AppError } from '../../lib/errors'
import { targetIn } from './target-in'

/** A variable that a field of a connection names and that has no value. */
export interface MissingVariable {
  name: string
  /** `target.host`. */
  where: string
}

/** `{secret.NAME}` is filled in where the secret is used. */
const HOLE = /\{\{|\{([\p{L}_][\p{L}\p{N}_]*)\}/gu

/**
 * The target of a connection in a profile with its variables filled in; fields whose variables have no value are told in `missing`.
 * Errors: `connection.invalid` where what came of it cannot be used (a port that is no number).
 */
export function fillTarget(
  spec: ConnectionSpec,
  profile: string,
  variables: Readonly<Record<string, string>>
): { target: ConnectionTarget; missing: MissingVariable[] } {
  const missing: MissingVariable[] = []
  // Texts of a server are filled in once more, with secrets: what is no hole now must be none then.
  const brace = spec.target.kind === 'http' ? '{{' : '{'
  const fill = (text: string, where: string): string =>
    text.replace(HOLE, (hole, name: string | undefined) => {
      if (name === undefined) return brace
      if (Object.hasOwn(variables, name)) return (variables[name] ?? '').replaceAll('{', brace)
      missing.push({ name, where })
      return hole
    })
  const parsed = targetIn(spec, profile)
  if (!parsed.success) throw unusable(spec.name, parsed.error.issues[0]?.message ?? '')
  const filled = connectionTarget.safeParse(withPort(fillTexts(parsed.data, fill), missing))
  if (!filled.success) throw unusable(spec.name, filled.error.issues[0]?.message ?? '')
  return { target: filled.data, missing }
}

function fillTexts(target: ConnectionTarget, fill: (text: string, where: string) => string): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(target).map(([field, value]) => {
      if (field === 'kind' || field === 'ca') return [field, value]
      if (typeof value === 'string') return [field, fill(value, `target.${field}`)]
      return [field, field === 'headers' ? fillHeaders(value as Record<string, string>, fill) : (value as unknown)]
    })
  )
}

const fillHeaders = (headers: Record<string, string>, fill: (text: string, where: string) => string): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, fill(value, `target.headers.${name}`)]))

/** A port that came from a variable is a number again. */
function withPort(target: Record<string, unknown>, missing: readonly MissingVariable[]): Record<string, unknown> {
  const { port } = target
  if (typeof port !== 'string' || missing.some(({ where }) => where === 'target.port')) return target
  return { ...target, port: /^\d{1,5}$/.test(port) ? Number(port) : Number.NaN }
}

const unusable = (connection: string, problem: string): AppError =>
  new AppError('connection.invalid', `The connection "${connection}" cannot be used as its variables are: ${problem}.`, {
    hint: 'Correct the variable, or the field that names it.',
    details: { connection }
  })
