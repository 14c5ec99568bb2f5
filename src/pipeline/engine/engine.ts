import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { join } from 'node:path'
import type { FrameChannel, WorkspaceInfo } from '../contract'
import { AppError } from '../lib/errors'
import { bothLoggers, openLogFile, type LogFile } from '../lib/file-logger'
import { isTestBuild } from '../lib/plant'
import { openState } from '../store'
import { createHandlers } from './handlers'
import { sweepInbox } from './inbox'
import { acquireLock, type HeldLock } from './lock'
import { recoverRuns, rebuildRuns } from './loads/recover'
import type { EngineHost } from './ports'
import { ShareReader, type ShareAnswer, type ShareAsk } from './deliver/shares'
import { Connection } from './protocol/connection'
import { createCaller, type Dispatcher } from './protocol/dispatch'
import { forgetOldRequests, rememberedRequests } from './requests'
import { buildServices, type BuiltServices } from './build-services'
import { OverviewWatch } from './overview/watch'
import { Scheduler } from './schedule/scheduler'
import { StatusReader } from './status'
import { openTopic } from './topics'
import { openWorkspace, type Workspace } from './workspace'

export interface EngineOptions {
  /** The workspace's root: it must exist (`workspace.missing`). */
  workspace: string
  /** The lock's where one was taken; the one that was chosen last where neither is there. `profile.missing`. */
  profile?: string | undefined
  /** Taken before, so that the caller could become a client instead; otherwise the engine takes it or fails with `engine.locked`. */
  lock?: HeldLock | undefined
  /** False: backfills that an earlier engine left rest until somebody resumes or cancels them. */
  takeUp?: boolean
}

interface ClientInfo {
  /** For logs: `window`, `browser`, `cli` … */
  name: string
  /** Recorded with each run: `name@host` of the person, or `schedule`. */
  startedBy: string
}

export interface Engine {
  /** New with each start: a client that sees another one resubscribes. */
  readonly instance: string
  readonly workspace: WorkspaceInfo
  /** Serves one client until its channel closes. Its jobs outlive it. */
  accept(channel: FrameChannel, client: ClientInfo): void
  /** Datasets under URLs of their own, for whoever has one. */
  readonly shares: {
    /** Tells where it listens, so that URLs can be told whole. */
    listensAt(url: string): void
    answer(ask: ShareAsk): Promise<ShareAnswer>
  }
  /** Resolves once what follows from finished work, the deliveries, is done as well. */
  settled(): Promise<void>
  /** Stops taking calls, ends subscriptions, stops workers, writes state, releases the lock. Running jobs become interrupted. */
  close(): Promise<void>
}

/**
 * Opens the workspace and builds everything that serves it. Errors: `workspace.missing`, `workspace.foreign`, `state.newer`,
 * `engine.locked`, `lake.filesystem`.
 */
export async function openEngine(host: EngineHost, options: EngineOptions): Promise<Engine> {
  const workspace = await openWorkspace(options.workspace, options.lock?.profile ?? options.profile)
  const lock = options.lock ?? (await takeLock(workspace))
  try {
    return await start(host, workspace, lock, options.takeUp ?? true)
  } catch (error) {
    await lock.release()
    throw error
  }
}

async function takeLock({ root, profile }: Workspace): Promise<HeldLock> {
  const lock = await acquireLock(root, profile)
  if (lock.state === 'held') return lock
  throw new AppError('engine.locked', `Another Penstock (process ${lock.owner.pid}) has ${root} open.`, {
    hint: 'Use that one, or close it first.',
    details: { pid: lock.owner.pid }
  })
}

async function start(given: EngineHost, workspace: Workspace, lock: HeldLock, takeUp: boolean): Promise<Engine> {
  const log = openLogFile(join(workspace.state, 'logs', 'engine.log'), given.clock, 'info')
  const host = { ...given, logger: bothLoggers(given.logger, log.logger) }
  const state = await openState(join(workspace.state, 'state.sqlite'), host.clock.now())
  const services = await buildServices(host, workspace, state)
  await recover(services, takeUp)
  services.pool.warm()
  services.deliveries.watch(host.kind !== 'cli')
  const flow = watchFlow(host, services)
  const status = new StatusReader(services)
  const dispatcher: Dispatcher = {
    call: createCaller(createHandlers(services, status), rememberedRequests(state, host.clock), isTestBuild),
    subscribe: openTopic(services, status)
  }
  return serve(host, services, { lock, log, dispatcher, status, flow })
}

interface Flow {
  close(): Promise<void>
}

/** Schedules and the overview live as long as an engine that stays; a command line only does what it was told. */
function watchFlow(host: EngineHost, services: BuiltServices): Flow {
  if (host.kind === 'cli') return { close: () => Promise.resolve() }
  const scheduler = new Scheduler(services)
  const overview = new OverviewWatch(services)
  scheduler.start()
  void forget(services)
  const forgetting = setInterval(() => void forget(services), FORGET_EVERY_MS)
  return {
    close: async () => {
      clearInterval(forgetting)
      overview.close()
      await scheduler.close()
    }
  }
}

const FORGET_EVERY_MS = 3_600_000

async function forget({ state, clock, logger }: BuiltServices): Promise<void> {
  await Promise.all([forgetOldRequests(state, clock), state.ticks.forgetOld()]).catch((error: unknown) =>
    logger.warn('what is old could not be forgotten', { error: String(error) })
  )
}

async function recover(services: BuiltServices, takeUp: boolean): Promise<void> {
  const { state, logger, jobs, clock } = services
  if (state.setAside !== undefined) logger.warn('the state database was damaged and set aside', { path: state.setAside })
  const committed = await recoverRuns(services)
  await jobs.settleOrphans(committed)
  await services.backfills.resumeAll(committed, takeUp)
  await forgetOldRequests(state, clock)
  await sweepInbox(services)
  if (!state.fresh) return
  const rebuilt = await rebuildRuns(services)
  if (rebuilt > 0) logger.info('runs were told from the logs of the lake', { runs: rebuilt })
}

interface Parts {
  lock: HeldLock
  log: LogFile
  dispatcher: Dispatcher
  status: StatusReader
  flow: Flow
}

function serve(host: EngineHost, services: BuiltServices, { lock, log, dispatcher, status, flow }: Parts): Engine {
  const instance = randomUUID()
  const connections = new Set<Connection>()
  status.clients = () => connections.size
  const { clock, logger, info, state, jobs, pool, workspace } = services
  let closing: Promise<void> | undefined
  const close = async (): Promise<void> => {
    for (const connection of connections) connection.close()
    status.close()
    await flow.close()
    services.backfills.close()
    services.deliveries.close()
    await jobs.close()
    await pool.close()
    state.close()
    await lock.release()
    logger.info('engine closed', { instance })
    log.close()
  }
  const reader = new ShareReader(services, services.shares)
  logger.info('engine opened', { instance, root: workspace.root, host: hostname(), kind: host.kind })
  return {
    instance,
    workspace: info,
    settled: () => services.deliveries.idle(),
    shares: { listensAt: (url) => services.shares.listensAt(url), answer: (ask) => reader.answer(ask) },
    accept: (channel, client) => {
      if (closing !== undefined) {
        channel.close()
        return
      }
      const connection = new Connection(channel, {
        dispatcher,
        startedBy: client.startedBy,
        appVersion: host.appVersion,
        instance,
        clock,
        logger: logger.child(client.name),
        onGone: (gone) => connections.delete(gone)
      })
      connections.add(connection)
    },
    close: () => (closing ??= close())
  }
}
