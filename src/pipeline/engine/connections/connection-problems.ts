import type { ConnectionSpec } from '../../contract'
import { targetIn } from './target-in'

/** What a connection says that cannot be, each as `where: what`; empty where it can be used. */
export function connectionProblems(spec: ConnectionSpec): string[] {
  return [...duplicates(spec.secrets), ...secretsOfKind(spec), ...overrides(spec)]
}

const duplicates = (secrets: readonly string[]): string[] =>
  secrets.filter((name, at) => secrets.indexOf(name) !== at).map((name) => `secrets: ${name} is named twice`)

/** Secrets that a server of this kind can be given; of http any, since templates name them. */
function secretsOfKind({ target, secrets }: ConnectionSpec): string[] {
  const known = { http: undefined, mysql: ['password'], s3: ['accessKeyId', 'secretAccessKey', 'sessionToken'] }[target.kind]
  if (known === undefined) return []
  return secrets.filter((name) => !known.includes(name)).map((name) => `secrets: ${name} is none of ${known.join(', ')}`)
}

function overrides(spec: ConnectionSpec): string[] {
  return Object.keys(spec.profiles).flatMap((profile) => {
    const parsed = targetIn(spec, profile)
    return parsed.success
      ? []
      : parsed.error.issues.map(({ path, message }) => `profiles.${profile}.${path.join('.')}: ${message}`)
  })
}
