/** The name that is most like `wanted`: equal without case, or no more than a third of its letters away; undefined where none is. */
export function nearName(wanted: string, names: readonly string[]): string | undefined {
  const folded = fold(wanted)
  let best: { name: string; distance: number } | undefined
  for (const name of names) {
    const distance = editDistance(folded, fold(name))
    if (best === undefined || distance < best.distance) best = { name, distance }
  }
  return best !== undefined && best.distance <= Math.max(1, Math.floor(folded.length / 3)) ? best.name : undefined
}

const fold = (name: string): string => name.normalize('NFC').toLowerCase()

/** Letters to insert, remove or replace to make one text of the other. */
function editDistance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (let row = 1; row <= from.length; row++) {
    const current = [row]
    for (let column = 1; column <= to.length; column++) {
      const replaced = (previous[column - 1] ?? 0) + (from[row - 1] === to[column - 1] ? 0 : 1)
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1))
    }
    previous = current
  }
  return previous[to.length] ?? 0
}
