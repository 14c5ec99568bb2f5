import { isAbsolute, relative, resolve, sep } from 'node:path'
import { ask, newRequestId } from '../client'
import { datasetOptions } from '../dataset-options'
import { applyOptions } from '../draft'
import { exitCodes } from '../exit-codes'
import { overridesOf } from '../overrides'
import { describeRecognised, recognisedText } from '../recognised'
import { nameArgument } from '../values'
import type { Verb } from '../verb'

export const add: Verb = {
  name: 'add',
  summary: 'Recognises a source and writes its dataset file. It loads nothing and asks nothing.',
  positionals: ['NAME'],
  options: datasetOptions,
  run: async (context) => {
    const { args, cwd } = context
    const name = nameArgument(args)
    const location = locationOf(args.required('source'), cwd, await context.workspace())
    const overrides = overridesOf(args)
    return context.withEngine(async (client) => {
      const { job } = await ask(client, 'sources.recognise', { location, name, overrides, clientRequestId: newRequestId() })
      const recognised = await context.finish(client, 'recognise', job)
      const spec = applyOptions(recognised, name, args)
      const saved = await ask(client, 'datasets.save', { spec, replace: args.flag('replace'), clientRequestId: newRequestId() })
      const described = describeRecognised(recognised, saved.spec, args)
      context.out.result({ dataset: name, file: saved.file, recognised: described }, recognisedText(name, saved.file, described))
      return exitCodes.done
    })
  }
}

/** Sources inside the workspace are named relative to it, so that it can be moved with them. */
function locationOf(source: string, cwd: string, workspace: string): string {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(source)) return source
  const path = resolve(cwd, source)
  const inside = relative(workspace, path)
  const outside = inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)
  return outside ? path : inside.split(sep).join('/')
}
