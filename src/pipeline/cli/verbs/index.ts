import type { Verb } from '../verb'
import { add } from './add'
import { backfill } from './backfill'
import { backfills, cancel, resume } from './backfills'
import { connection, connections } from './connections'
import { check } from './check'
import { datasets } from './datasets'
import { deliver } from './deliver'
import { diff } from './diff'
import { fsck } from './fsck'
import { graph } from './graph'
import { makeHelp } from './help'
import { health } from './health'
import { history } from './history'
import { incident } from './incident'
import { incidents } from './incidents'
import { init } from './init'
import { load } from './load'
import { overview } from './overview'
import { partitions } from './partitions'
import { preview } from './preview'
import { proof } from './proof'
import { quarantine } from './quarantine'
import { remove } from './remove'
import { discard, publish } from './review'
import { rows } from './rows'
import { runs } from './runs'
import { schedules } from './schedules'
import { secret } from './secret'
import { serve } from './serve'
import { share, shares, unshare } from './shares'
import { sweep } from './sweep'
import { templates } from './templates'
import { undo } from './undo'
import { variables } from './variables'
import { version } from './version'

const working = [
  ...[init, add, load, datasets, graph, partitions, rows, history, diff, quarantine, check],
  ...[overview, health, incidents, incident, schedules, backfill, backfills, resume, cancel, publish, discard, runs, proof],
  ...[undo, remove, fsck, serve, version],
  ...[connections, connection, secret, variables, deliver, share, shares, unshare, templates, preview, sweep]
]
const byName = new Map(working.map((verb) => [verb.name, verb]))

/** Every verb by its name, in the order in which help shows them. */
export const verbs: ReadonlyMap<string, Verb> = new Map(byName).set('help', makeHelp(byName))
