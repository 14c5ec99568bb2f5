import { rough, type Faults } from './chaos'
import { simulate, type Days, type Outcome } from './simulate'

/** What goes wrong with a seed; also where the simulation itself throws. */
export function outcomeOf(seed: number, days: Days = {}): Pick<Outcome, 'violations'> & { story: readonly string[] } {
  try {
    const { violations, witness } = simulate(seed, days)
    return { violations, story: witness.story }
  } catch (error) {
    return { violations: [error instanceof Error ? (error.stack ?? error.message) : String(error)], story: [] }
  }
}

/** Lines of the story that a person can follow. */
const MOST_LINES = 40

/** The days of a seed that goes wrong with what is not needed for it left out, and the end of their story, for people. */
export function storyOf(seed: number, days: Days): string {
  const fewer = shrink(seed, days)
  const { violations, story } = outcomeOf(seed, fewer)
  const left = JSON.stringify({ steps: fewer.steps, ...fewer.faults })
  return [
    `seed ${seed} (run it again with PENSTOCK_SEED=${seed}), shrunk to ${left}:`,
    ...violations.slice(0, 10),
    ...told(violations[0] ?? '', story)
  ].join('\n')
}

/** Lines about the runs, backfills and dates that the first violation names, and of every crash. */
function told(violation: string, story: readonly string[]): string[] {
  const names = new Set(violation.match(/\b(r\d+|b\d+|\d{4}-\d\d-\d\d)\b/g) ?? [])
  const lines = story.filter(
    (line) =>
      line.endsWith('dies') ||
      line
        .split(/[ ,:]+/)
        .slice(1)
        .some((word) => names.has(word))
  )
  return lines.slice(-MOST_LINES)
}

/** Kinds of fault that are not needed are left out, and the days end as early as they can. */
function shrink(seed: number, days: Days): Days {
  const isWrong = (fewer: Days): boolean => outcomeOf(seed, fewer).violations.length > 0
  let least: Days = days
  for (const kind of Object.keys(rough) as (keyof Faults)[]) {
    const fewer = { ...least, faults: { ...least.faults, [kind]: 0 } }
    if (isWrong(fewer)) least = fewer
  }
  for (let [low, high] = [0, MOST_STEPS]; low < high;) {
    const steps = Math.floor((low + high) / 2)
    if (isWrong({ ...least, steps })) least = { ...least, steps: (high = steps) }
    else low = steps + 1
  }
  return least
}

/** More steps than nine days have. */
const MOST_STEPS = 512
