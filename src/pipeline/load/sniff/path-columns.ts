import type { RecognisedColumn } from '../../contract'
import { matchPathTemplate, parsePathTemplate } from '../path-template'
import { unused } from './column-names'
import { inferPathTemplate, type FoundTemplate } from './infer-template'
import type { Sample } from './sample'

export interface PathColumns {
  template: FoundTemplate
  columns: RecognisedColumn[]
  /** Every file stands for a day of its own. */
  dailyFiles: boolean
}

/** What the files' paths say: the user's template, or one that fits them all. */
export function findPathColumns(samples: readonly Sample[], wanted: string | undefined, used: ReadonlySet<string>): PathColumns {
  const inside = samples.map(({ member, file }) => member ?? file.relative)
  const outside = samples.map(({ file }) => file.relative)
  const found =
    wanted === undefined ? bestOf(inferPathTemplate(inside), inferPathTemplate(outside)) : { value: wanted, certainty: 1 }
  if (found.value === null) return { template: found, columns: [], dailyFiles: false }
  const template = parsePathTemplate(found.value)
  const matches = inside.map(
    (path, index) => matchPathTemplate(template, path) ?? matchPathTemplate(template, outside[index] ?? '')
  )
  const taken = new Set(used)
  const columns = template.parts.map(({ name, dated }): RecognisedColumn => {
    const own = unused(name, taken)
    taken.add(own.toLowerCase())
    const samplesOf = [...new Set(matches.flatMap((parts) => (parts?.[name] === undefined ? [] : [parts[name]])))]
    const moment = samplesOf.some((value) => value.includes('T'))
    const type = dated ? (moment ? 'datetime' : 'date') : 'text'
    return {
      name: own,
      source: { path: name },
      type,
      certainty: found.certainty,
      nullable: true,
      samples: samplesOf.slice(0, 5),
      notes: ['path']
    }
  })
  const daily = /\{\w+:[^}]*%d/.test(found.value)
  return { template: found, columns, dailyFiles: daily && samples.length > 1 }
}

/** The file's own name before that of its archive. */
const bestOf = (inside: FoundTemplate, outside: FoundTemplate): FoundTemplate => {
  if (outside.value?.includes('{folder}') === true) return outside
  return inside.value === null ? outside : inside
}
