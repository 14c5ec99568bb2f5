import type { BackfillPlan, PlanChange, PlanDifference, PlanFollow, PlanItem } from '../../contract'

type Planned = PlanItem | PlanFollow

/** What is different between a plan that was shown and the same question asked now. */
export function planDifference(shown: BackfillPlan, now: BackfillPlan): PlanDifference {
  const before = byKey(shown)
  const after = byKey(now)
  return {
    added: [...after].filter(([key]) => !before.has(key)).map(([, item]) => place(item)),
    removed: [...before].filter(([key]) => !after.has(key)).map(([, item]) => place(item)),
    changed: [...after].flatMap(([key, item]) => {
      const figures = changesOf(before.get(key), item)
      return figures.length === 0 ? [] : [{ ...place(item), what: figures.map(toldInWords).join(', '), figures }]
    }),
    inputs: inputsOf(shown, now),
    asked: askedOf(shown, now)
  }
}

const byKey = ({ items, follows }: BackfillPlan): Map<string, Planned> =>
  new Map([...items, ...follows].map((item) => [`${item.dataset} ${item.dt}`, item]))

const place = ({ dataset, dt }: Planned): { dataset: string; dt: string } => ({ dataset, dt })

const fields = ['why', 'rowsNow', 'readBytes', 'unit'] as const

function changesOf(before: Planned | undefined, after: Planned): PlanChange[] {
  if (before === undefined) return []
  return fields
    .filter((field) => before[field] !== after[field])
    .map((field) => ({ field, before: before[field], after: after[field] }))
}

const names: Record<PlanChange['field'], string> = {
  why: 'why',
  rowsNow: 'rows now',
  readBytes: 'bytes to read',
  unit: 'order'
}

const toldInWords = ({ field, before, after }: PlanChange): string => `${names[field]}: ${before ?? '?'} → ${after ?? '?'}`

function inputsOf(shown: BackfillPlan, now: BackfillPlan): PlanDifference['inputs'] {
  const before = new Map(shown.basis.map(({ of, at }) => [of, at]))
  const after = new Map(now.basis.map(({ of, at }) => [of, at]))
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((dataset) => {
    const [was, is] = [before.get(dataset) ?? null, after.get(dataset) ?? null]
    return was === is ? [] : [{ dataset, before: was, after: is }]
  })
}

/** What of the question a hash covers, beside the partitions that it came to. */
const question = ({ selection: { name, interval }, options }: BackfillPlan) => {
  const { order, concurrency, follow, publish, fromRaw } = options
  return { name, interval, order, concurrency, follow, publish, fromRaw: fromRaw === true ? true : undefined }
}

function askedOf(shown: BackfillPlan, now: BackfillPlan): NonNullable<PlanDifference['asked']> {
  const after = new Map(Object.entries(question(now)))
  return Object.entries(question(shown)).flatMap(([what, was]) => {
    const is = after.get(what)
    return was === is ? [] : [{ what, before: textOf(was), after: textOf(is) }]
  })
}

const textOf = (value: string | number | boolean | undefined): string | null => (value === undefined ? null : String(value))
