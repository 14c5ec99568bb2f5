import { isDerived, type DatasetSpec, type EngineClient } from '../contract'
import { planDemo, type Workspace } from '../engine'
import { AppError } from '../lib/errors'
import { ask, newRequestId } from './client'
import type { VerbContext } from './verb'

/** Makes the simulated sources and loads them as real ones are. What is already loaded stays, so that an interrupted demo is completed. */
export async function fillDemo(context: VerbContext, client: EngineClient, workspace: Workspace): Promise<void> {
  if (!workspace.simulated) {
    throw new AppError(
      'workspace.foreign',
      `${workspace.root} is a workspace of real data; simulated data would not be told apart.`,
      {
        hint: 'Make the demo in a folder of its own.',
        details: { path: workspace.root }
      }
    )
  }
  const demo = planDemo(context.host.clock.now())
  const loaded = (await ask(client, 'datasets.list', {})).filter(({ version }) => version !== null)
  const missing = demo.datasets.filter(({ name }) => !loaded.some((dataset) => dataset.name === name))
  if (missing.length === 0) return
  context.out.note('Making simulated sources …')
  await demo.writeSources(workspace.root, context.signal)
  for (const spec of missing) await (isDerived(spec) ? deriveDemo : loadDemo)(context, client, spec)
}

async function loadDemo(context: VerbContext, client: EngineClient, spec: DatasetSpec): Promise<void> {
  context.out.note(`Loading ${spec.name} (simulated) …`)
  await ask(client, 'datasets.save', { spec, replace: true, clientRequestId: newRequestId() })
  const { job } = await ask(client, 'loads.start', { name: spec.name, again: false, clientRequestId: newRequestId() })
  const { state, error } = await context.finish(client, 'load', job)
  if (state === 'done' || state === 'unchanged') return
  throw error === undefined ? stopped(spec.name, state) : AppError.fromData(error)
}

async function deriveDemo(context: VerbContext, client: EngineClient, spec: DatasetSpec): Promise<void> {
  context.out.note(`Making ${spec.name} (simulated) …`)
  await ask(client, 'datasets.save', { spec, replace: true, clientRequestId: newRequestId() })
  const request = { selection: { name: spec.name }, options: { follow: false }, clientRequestId: newRequestId() }
  const { job } = await ask(client, 'backfills.start', request)
  const { state, partitions } = await context.finish(client, 'backfill', job)
  if (state === 'done') return
  const error = partitions.find((partition) => partition.error !== undefined)?.error
  throw error === undefined ? stopped(spec.name, state) : AppError.fromData(error)
}

const stopped = (name: string, state: string): AppError =>
  new AppError(state === 'cancelled' ? 'cancelled' : 'internal', `The demo dataset ${name} ended as ${state}.`, {
    hint: 'Run the same command again: it goes on where it stopped.'
  })
