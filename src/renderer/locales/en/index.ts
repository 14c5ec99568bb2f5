import { add } from './add'
import { collect } from './collect'
import { checks } from './checks'
import { common } from './common'
import { connections } from './connections'
import { deliveries } from './deliveries'
import { errors } from './errors'
import { health } from './health'
import { incidents } from './incidents'
import { lake } from './lake'
import { measure } from './measure'
import { overview } from './overview'
import { runs } from './runs'
import { shell } from './shell'

export const en = {
  ...common,
  ...connections,
  ...deliveries,
  ...errors,
  ...shell,
  ...lake,
  ...add,
  ...overview,
  ...runs,
  ...collect,
  ...health,
  ...incidents,
  ...measure,
  ...checks
}
