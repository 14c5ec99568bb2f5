import { add } from './add'
import { common } from './common'
import { errors } from './errors'
import { health } from './health'
import { incidents } from './incidents'
import { lake } from './lake'
import { measure } from './measure'
import { overview } from './overview'
import { runs } from './runs'
import { shell } from './shell'

export const en = { ...common, ...errors, ...shell, ...lake, ...add, ...overview, ...runs, ...health, ...incidents, ...measure }
