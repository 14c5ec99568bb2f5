import type { ConnectionSpec } from '../../contract'
import type { ResolvedConnection } from '../../connect/resolved'
import { AppError } from '../../lib/errors'
import type { Services } from '../services'
import { fillTarget, type MissingVariable } from './fill-target'
import { secretKey } from './secret-key'

type Needs = Pick<Services, 'connections' | 'variables' | 'secrets' | 'workspace'>

/** What a connection lacks before it can be used. */
export interface Lacking {
  variables: MissingVariable[]
  secrets: string[]
}

/**
 * A connection as it is used in the active profile, with its variables filled in and its secrets.
 * Errors: `connection.missing`, `connection.invalid`, `variable.missing` (details: name, where), `secret.missing` (details: secrets).
 */
export async function resolveConnection(services: Needs, name: string): Promise<ResolvedConnection> {
  const { connection, lacking } = await tryResolve(services, await services.connections.get(name))
  const [variable] = lacking.variables
  if (variable !== undefined) throw variableMissing(name, variable, services.workspace.profile)
  if (lacking.secrets.length > 0) throw secretMissing(name, lacking.secrets, services.workspace.profile)
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
  const found = await Promise.all(spec.secrets.map((secret) => services.secrets.get(secretKey(services, spec.name, secret))))
  const secrets = Object.fromEntries(
    spec.secrets.flatMap((secret, at) => (found[at] === undefined ? [] : [[secret, found[at].value] as const]))
  )
  return {
    connection: { name: spec.name, target, secrets },
    lacking: { variables: missing, secrets: spec.secrets.filter((_, at) => found[at] === undefined) }
  }
}

const variableMissing = (connection: string, { name, where }: MissingVariable, profile: string): AppError =>
  new AppError('variable.missing', `${where} of the connection "${connection}" names {${name}}, which has no value.`, {
    hint: `Give the variable ${name} a value (profile ${profile}) in variables.json or in the settings.`,
    details: { connection, variable: name, where, profile }
  })

const secretMissing = (connection: string, secrets: string[], profile: string): AppError =>
  new AppError('secret.missing', `The connection "${connection}" has no value for ${secrets.join(', ')} (profile ${profile}).`, {
    hint: `Enter it in the settings, or: penstock secret set ${connection} ${secrets[0] ?? ''}`,
    details: { connection, secrets, profile }
  })
