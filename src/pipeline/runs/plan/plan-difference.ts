import type { BackfillPlan, PlanDifference, PlanFollow, PlanItem } from '../../contract'

type Planned = PlanItem | PlanFollow

/** What is different between a plan that was shown and the same question asked now. */
export function planDifference(shown: BackfillPlan, now: BackfillPlan): PlanDifference {
  const before = byKey(shown)
  const after = byKey(now)
  return {
    added: [...after].filter(([key]) => !before.has(key)).map(([, item]) => place(item)),
    removed: [...before].filter(([key]) => !after.has(key)).map(([, item]) => place(item)),
    changed: [...after].flatMap(([key, item]) => {
      const what = differenceOf(before.get(key), item)
      return what === undefined ? [] : [{ ...place(item), what }]
    }),
    inputs: inputsOf(shown, now)
  }
}

const byKey = ({ items, follows }: BackfillPlan): Map<string, Planned> =>
  new Map([...items, ...follows].map((item) => [`${item.dataset} ${item.dt}`, item]))

const place = ({ dataset, dt }: Planned): { dataset: string; dt: string } => ({ dataset, dt })

function differenceOf(before: Planned | undefined, after: Planned): string | undefined {
  if (before === undefined) return undefined
  const told: string[] = []
  if (before.why !== after.why) told.push(`why: ${before.why} → ${after.why}`)
  if (before.rowsNow !== after.rowsNow) told.push(`rows now: ${before.rowsNow} → ${after.rowsNow}`)
  if (before.readBytes !== after.readBytes) told.push(`bytes to read: ${before.readBytes ?? '?'} → ${after.readBytes ?? '?'}`)
  if (before.unit !== after.unit) told.push(`order: ${before.unit} → ${after.unit}`)
  return told.length === 0 ? undefined : told.join(', ')
}

function inputsOf(shown: BackfillPlan, now: BackfillPlan): PlanDifference['inputs'] {
  const before = new Map(shown.basis.map(({ of, at }) => [of, at]))
  const after = new Map(now.basis.map(({ of, at }) => [of, at]))
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((dataset) => {
    const [was, is] = [before.get(dataset) ?? null, after.get(dataset) ?? null]
    return was === is ? [] : [{ dataset, before: was, after: is }]
  })
}
