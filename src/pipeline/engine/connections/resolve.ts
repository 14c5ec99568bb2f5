import type { ConnectionSpec } from '../../contract'
import type { ResolvedConnection } from '../../connect/resolved'
import { AppError } from '../../lib/errors'
import { hideValue } from '../../lib/secret-values'
import type { Services } from '../services'
import { fillTarget, type MissingVariable } from './fill-target'
import { secretKey } from './secret-key'

type Needs = Pick<Services, 'connections' | 'variables' | 'secrets' | 'workspace'>

/** What a connection lacks before it can be used. */
export interface Lacking {
  variables: MissingVariable[]
  secrets: { name: string; reason: AppError | undefined }[]
}

/**
 * A connection as it is used in the active profile, with its variables filled in and its secrets.
 * Errors: `connection.missing`, `connection.invalid`, `variable.missing` (details: name, where), `secret.missing` (details: secrets).
 */
export async function resolveConnection(services: Needs, name: string): Promise<ResolvedConnection> {
  const { connection, lacking } = await tryResolve(services, await services.connections.get(name))
  const [error] = lackingErrors(name, lacking, services.workspace.profile)
  if (error !== undefined) throw error
  return connection
}

/** The variables of the workspace as they are in the active profile. */
export const workspaceVariables = ({ variables, workspace }: Needs): Promise<Record<string, string>> =>
  variables.in(workspace.profile)

/** The same for a spec that need not be saved, and what it lacks. Errors: `connection.invalid`. */
export async function tryResolve(
  services: Needs,
  spec: ConnectionSpec
): Promise<{ connection: ResolvedConnection; lacking: Lacking }> {
  const { target, missing } = fillTarget(spec, services.workspace.profile, await workspaceVariables(services))
  const found = await Promise.all(spec.secrets.map((secret) => secretOf(services, spec.name, secret)))
  const secrets = Object.fromEntries(found.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value] as const])))
  return {
    connection: { name: spec.name, target, secrets },
    lacking: { variables: missing, secrets: found.filter(({ value }) => value === undefined) }
  }
}

/** What lacks as errors: of variables first, one for all secrets without a value, and one for each that cannot be read. */
export function lackingErrors(connection: string, { variables, secrets }: Lacking, profile: string): AppError[] {
  const unset = secrets.filter(({ reason }) => reason === undefined)
  return [
    ...variables.map((variable) => variableMissing(connection, variable, profile)),
    ...secrets.flatMap(({ reason }) => reason ?? []),
    ...(unset.length === 0 ? [] : [secretMissing(connection, unset, profile)])
  ]
}

interface FoundSecret {
  name: string
  value: string | undefined
  /** Why one that is kept cannot be read. */
  reason: AppError | undefined
}

async function secretOf(services: Needs, connection: string, name: string): Promise<FoundSecret> {
  try {
    const value = (await services.secrets.get(secretKey(services, connection, name)))?.value
    if (value !== undefined) hideValue(value)
    return { name, value, reason: undefined }
  } catch (error) {
    if (error instanceof AppError) return { name, value: undefined, reason: error }
    throw error
  }
}

const variableMissing = (connection: string, { name, where }: MissingVariable, profile: string): AppError =>
  new AppError('variable.missing', `${where} of the connection "${connection}" names {${name}}, which has no value.`, {
    hint: `Give the variable ${name} a value (profile ${profile}) in variables.json or in the settings.`,
    details: { connection, variable: name, where, profile }
  })

function secretMissing(connection: string, lacking: Lacking['secrets'], profile: string): AppError {
  const secrets = lacking.map(({ name }) => name)
  return new AppError(
    'secret.missing',
    `The connection "${connection}" has no value for ${secrets.join(', ')} (profile ${profile}).`,
    {
      hint: `Enter it in the settings, or: penstock secret set ${connection} ${secrets[0] ?? ''}`,
      details: { connection, secrets, profile }
    }
  )
}
