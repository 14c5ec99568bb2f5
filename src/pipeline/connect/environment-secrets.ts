/** `PENSTOCK_SECRET_<CONNECTION>_<NAME>`: letters as capitals, everything that is neither letter nor digit as `_`. */
export const environmentName = (...parts: string[]): string =>
  ['PENSTOCK_SECRET', ...parts].map((part) => part.replace(/[^\p{L}\p{N}]/gu, '_').toUpperCase()).join('_')

/** The variable of a key `profile/connection/name` that is set: one of its own profile first. */
export function environmentSecret(key: string, env: NodeJS.ProcessEnv): { variable: string; value: string } | undefined {
  const [profile = '', connection = '', name = ''] = key.split('/')
  for (const variable of [environmentName(profile, connection, name), environmentName(connection, name)]) {
    const value = env[variable]
    if (value !== undefined && value !== '') return { variable, value }
  }
  return undefined
}
