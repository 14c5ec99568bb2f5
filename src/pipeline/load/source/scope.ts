import { hasInterval, intervalMatcher, fillInterval } from './interval-path'

/** Which of a source's files are wanted. */
export interface SourceScope {
  /** The dataset's zone, in which paths name intervals. */
  zone: string
  /** Only files of these intervals, where paths name them; `start` in ms since the epoch. */
  intervals?: readonly { start: number }[] | undefined
  /** Told by the named parts of a path (`pathTemplate`). */
  wants?: ((parts: Readonly<Record<string, string>>) => boolean) | undefined
  /** Told by what a path says of its interval. */
  wantsInterval?: ((interval: string) => boolean) | undefined
}

/** A test for paths by the interval that they name; all pass where the pattern names none. */
export function scopeFilter(
  pattern: string | undefined,
  anyDepth: boolean,
  scope: SourceScope | undefined
): (path: string) => boolean {
  if (pattern === undefined || scope === undefined || !hasInterval(pattern)) return () => true
  const matcher = intervalMatcher(pattern, anyDepth && !pattern.includes('/'))
  const asked = askedIntervals(pattern, scope)
  return (path) => {
    const interval = matcher(path.normalize('NFC'))
    return interval !== undefined && asked?.has(interval) !== false && scope.wantsInterval?.(interval) !== false
  }
}

/** What paths of the asked intervals say of them: each start as the text's own fields show it. */
function askedIntervals(pattern: string, { intervals, zone }: SourceScope): Set<string> | undefined {
  if (intervals === undefined) return undefined
  const tokens = [...pattern.matchAll(/\{interval[^{}]*\}/g)].map(([token]) => token).join('/')
  const read = intervalMatcher(tokens, false)
  return new Set(intervals.flatMap(({ start }) => read(fillInterval(tokens, start, zone)) ?? []))
}
