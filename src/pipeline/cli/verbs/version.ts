import { exitCodes } from '../exit-codes'
import type { Verb } from '../verb'

export const version: Verb = {
  name: 'version',
  summary: 'Prints the version.',
  positionals: [],
  options: {},
  run: ({ out, host }) => {
    out.result({ version: host.appVersion }, `penstock ${host.appVersion}`)
    return Promise.resolve(exitCodes.done)
  }
}
