import { acquireLock, openEngine, type HeldLock } from '../../engine'
import { listen, servesPages, type Endpoint } from '../../serve'
import { AppError } from '../../lib/errors'
import { exitCodes } from '../exit-codes'
import type { Verb, VerbContext } from '../verb'
import { whenAborted } from '../when-aborted'

export const serve: Verb = {
  name: 'serve',
  summary: 'Serves the app on a loopback address with a token, and prints it; Ctrl+C ends it.',
  positionals: [],
  options: { port: { type: 'string', value: 'N', help: 'the port; a free one by default' } },
  run: async (context) => {
    const port = context.args.integer('port', { min: 0, max: 65_535 }) ?? 0
    const workspace = await context.workspace()
    const lock = await acquireLock(workspace, context.profile)
    if (lock.state === 'held') return serveOwn(context, workspace, lock, port)
    return pointToOther(context, workspace, lock.owner)
  }
}

async function serveOwn(context: VerbContext, workspace: string, lock: HeldLock, port: number): Promise<number> {
  const { host, out, renderer, signal } = context
  const engine = await openEngine({ ...host, kind: 'serve' }, { workspace, lock })
  try {
    const listening = await listen(engine, { port, root: renderer, logger: host.logger })
    await lock.publish({ url: listening.url, token: listening.token })
    announce(context, engine.workspace.title, listening.entryUrl, true)
    await whenAborted(signal)
    out.note('Stopping.')
    await listening.close()
  } finally {
    await engine.close()
  }
  return exitCodes.done
}

/** A workspace has one engine: another one that serves pages is the answer, any other is in the way. */
async function pointToOther(
  context: VerbContext,
  workspace: string,
  owner: { pid: number; endpoint?: Endpoint }
): Promise<number> {
  if (owner.endpoint !== undefined && (await servesPages(owner.endpoint))) {
    announce(context, workspace, `${owner.endpoint.url}/?token=${owner.endpoint.token}`, false)
    return exitCodes.done
  }
  throw new AppError('engine.locked', `Another Penstock (process ${owner.pid}) works on ${workspace}.`, {
    hint: 'Wait until it has ended, or end it, then start serve again.',
    details: { pid: owner.pid }
  })
}

function announce({ out }: VerbContext, title: string, url: string, started: boolean): void {
  out.result({ url, started }, `${title} is served at\n${url}`)
}
