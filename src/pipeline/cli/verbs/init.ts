import { resolve } from 'node:path'
import { createWorkspace } from '../../engine'
import { ask } from '../client'
import { exitCodes } from '../exit-codes'
import { fillDemo } from '../fill-demo'
import { openSession } from '../session'
import type { Verb } from '../verb'

export const init: Verb = {
  name: 'init',
  summary: 'Makes a workspace in an empty or new folder.',
  positionals: ['DIR'],
  options: { demo: { type: 'boolean', help: 'fill it with simulated data' } },
  run: async (context) => {
    const { args, cwd, host, out, signal } = context
    const demo = args.flag('demo')
    const { workspace, created } = await createWorkspace(resolve(cwd, args.word(0)), { simulated: demo })
    const session = await openSession({ workspace: workspace.root, profile: undefined }, host, signal)
    try {
      if (demo) await fillDemo(context, session.client, workspace)
      const datasets = (await ask(session.client, 'datasets.list', {})).map(({ name }) => name)
      out.result(
        { workspace: workspace.root, created, datasets },
        `${workspace.root} ${created ? 'is ready' : 'was there already'}.`
      )
    } finally {
      await session.close()
    }
    return exitCodes.done
  }
}
