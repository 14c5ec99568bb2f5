import { add } from './add'
import { common } from './common'
import { errors } from './errors'
import { lake } from './lake'
import { overview } from './overview'
import { runs } from './runs'
import { shell } from './shell'

export const en = { ...common, ...errors, ...shell, ...lake, ...add, ...overview, ...runs }
