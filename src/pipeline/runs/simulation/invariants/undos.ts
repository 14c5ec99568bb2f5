import type { Durable } from '../durable'
import type { Entry } from '../lake'

/** An undo brings back what was there before its runs, only that, and only where nobody has changed it since. */
export function wrongUndos({ lake, undone }: Durable): string[] {
  return lake.entries.flatMap((entry, position) => {
    if (entry.operation !== 'UNDO') return []
    const before = lake.entries.slice(0, position).filter(({ dataset }) => dataset === entry.dataset)
    return wrongWith(entry, before, new Set(undone.get(entry.run)))
  })
}

function wrongWith(undo: Entry, before: readonly Entry[], runs: ReadonlySet<string>): string[] {
  const own = new Set(before.filter(({ run }) => runs.has(run)).flatMap(({ changed }) => [...changed.keys()]))
  const name = (dt: string): string => `${undo.dataset} ${dt}, undone by ${undo.run},`
  const foreign = [...undo.changed.keys()]
    .filter((dt) => !own.has(dt))
    .map((dt) => `${name(dt)} is no part of what it takes back`)
  const wrong = [...own].flatMap((dt) => {
    const changes = before.filter(({ changed }) => changed.has(dt))
    const [first, last] = [changes.findIndex(({ run }) => runs.has(run)), changes.findLast(({ run }) => runs.has(run))]
    const [there, left] = [pathOf(changes.at(-1), dt), pathOf(last, dt)]
    const [now, then] = [undo.changed.has(dt) ? pathOf(undo, dt) : there, pathOf(changes[first - 1], dt)]
    return [
      ...(there === left ? [] : [`${name(dt)} took back what others had changed`]),
      ...(now === then ? [] : [`${name(dt)} did not bring back what was there: ${String(now)}, not ${String(then)}`])
    ]
  })
  return [...foreign, ...wrong]
}

const pathOf = (entry: Entry | undefined, dt: string): string | undefined => entry?.changed.get(dt)?.path
