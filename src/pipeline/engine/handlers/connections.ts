import type { ConnectionSummary } from '../../contract'
import { AppError } from '../../lib/errors'
import { hideValue } from '../../lib/secret-values'
import { saveVariables } from '../connections/save-variables'
import { secretKey } from '../connections/secret-key'
import { summaryOf } from '../connections/summary'
import { startConnectionTest } from '../connections/test-job'
import { usersOf } from '../connections/used-by'
import { chooseProfile, knownProfiles } from '../profiles'
import type { Handlers } from '../protocol/dispatch'
import type { Services } from '../services'

type ConnectionsHandlers = Pick<
  Handlers,
  | 'connections.list'
  | 'connections.get'
  | 'connections.save'
  | 'connections.remove'
  | 'connections.secret'
  | 'connections.test'
  | 'secrets.store'
  | 'variables.get'
  | 'variables.save'
  | 'profiles.get'
  | 'profiles.use'
>

export function connectionsHandlers(services: Services): ConnectionsHandlers {
  const { connections, datasets, variables, workspace } = services
  const changed = (name: string): void => services.events.emit('connections', { name })
  const shown = async (name: string): Promise<ConnectionSummary> =>
    summaryOf(services, await connections.entry(name), await datasets.list())
  return {
    'connections.list': async () => {
      const [entries, used] = await Promise.all([connections.list(), datasets.list()])
      return Promise.all(entries.map((entry) => summaryOf(services, entry, used)))
    },
    'connections.get': async ({ name }) => {
      if (!(await connections.has(name))) await connections.get(name)
      return shown(name)
    },
    'connections.save': async ({ spec, replace }) => {
      await connections.save(spec, replace)
      await services.quotas.forget(spec.name)
      changed(spec.name)
      return shown(spec.name)
    },
    'connections.remove': async ({ name }) => {
      await removeConnection(services, name)
      changed(name)
      return {}
    },
    'connections.secret': async ({ name, secret, value }) => {
      await keepSecret(services, name, secret, value)
      await services.quotas.forget(name)
      changed(name)
      return shown(name)
    },
    'connections.test': async ({ name, spec }, { startedBy, requestId }) => ({
      job: await startConnectionTest(services, spec ?? (await connections.get(name)), { startedBy, requestId })
    }),
    'secrets.store': () => services.secrets.store(),
    'variables.get': () => variables.get(),
    'variables.save': async ({ file }) => {
      const saved = await saveVariables(services, file)
      changed('variables')
      return saved
    },
    'profiles.get': async () => ({ active: workspace.profile, known: await knownProfiles(workspace.root) }),
    'profiles.use': async ({ profile }) => {
      await chooseProfile(workspace.root, profile)
      services.profileChosen(profile)
      return { active: workspace.profile, known: await knownProfiles(workspace.root) }
    }
  }
}

/** An empty text forgets it. */
async function keepSecret(services: Services, name: string, secret: string, value: string): Promise<void> {
  hideValue(value)
  const spec = await services.connections.get(name)
  if (!spec.secrets.includes(secret)) {
    throw new AppError('secret.missing', `The connection "${name}" has no secret "${secret}".`, {
      hint: `Name it under "secrets" of the connection first (there: ${spec.secrets.join(', ') || 'none'}).`,
      details: { connection: name, secrets: spec.secrets }
    })
  }
  const key = secretKey(services, name, secret)
  if (value === '') await services.secrets.delete(key)
  else await services.secrets.set(key, value)
}

async function removeConnection(services: Services, name: string): Promise<void> {
  const users = usersOf(name, await services.datasets.list())
  if (users.length > 0) {
    throw new AppError('connection.used', `The connection "${name}" is used by ${users.join(', ')}.`, {
      hint: 'Let these datasets use another connection first, or remove them.',
      details: { connection: name, datasets: users }
    })
  }
  const entry = await services.connections.entry(name)
  const secrets = 'spec' in entry ? entry.spec.secrets : []
  await services.connections.remove(name)
  const profiles = await knownProfiles(services.workspace.root)
  for (const profile of new Set([services.workspace.profile, ...profiles]))
    for (const secret of secrets) await services.secrets.delete(`${profile}/${name}/${secret}`)
}
