const PREFIX = 'PENSTOCK_SECRET_'
/** Variables without a profile are this one's alone: no other may come to its secrets by chance. */
const PLAIN_PROFILE = 'default'

/**
 * `PENSTOCK_SECRET_<CONNECTION>__<NAME>`: letters as capitals, everything that is neither letter nor digit as `_`. Undefined where a part would
 * bring a `__` of its own or end in `_`, so that the variable could be read in two ways.
 */
export function environmentName(...parts: string[]): string | undefined {
  const names = parts.map((part) => part.replace(/[^\p{L}\p{N}]/gu, '_').toUpperCase())
  return names.some((name) => /^_|__|_$/.test(name)) ? undefined : PREFIX + names.join('__')
}

/** The variable of a key `profile/connection/name` that is set. */
export function environmentSecret(key: string, env: NodeJS.ProcessEnv): { variable: string; value: string } | undefined {
  const [profile = '', connection = '', name = ''] = key.split('/')
  const short = profile === PLAIN_PROFILE ? [environmentName(connection, name)] : []
  for (const variable of [environmentName(profile, connection, name), ...short]) {
    const value = variable === undefined ? undefined : env[variable]
    if (variable !== undefined && value !== undefined && value !== '') return { variable, value }
  }
  return undefined
}
