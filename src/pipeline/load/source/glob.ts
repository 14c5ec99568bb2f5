import picomatch from 'picomatch'
import { hasInterval, intervalMatcher } from './interval-path'

/** Extensions of what the loader can read, data and containers alike. */
const readable = /\.(csv|tsv|txt|psv|tab|jsonl|ndjson|json|parquet|gz|tgz|tar|zip)$/i

const hidden = (path: string): boolean => path.split('/').some((part) => /^(\.|_|~\$)/.test(part)) || path.includes('__MACOSX')

/** A test for paths with forward slashes. Without a pattern: every readable file that is not hidden. */
export function pathFilter(pattern: string | undefined, anyDepth: boolean): (path: string) => boolean {
  if (pattern === undefined) return (path) => !hidden(path) && readable.test(path)
  if (hasInterval(pattern)) {
    const matcher = intervalMatcher(pattern, anyDepth && !pattern.includes('/'))
    return (path) => matcher(path) !== undefined
  }
  // Extended globs make regular expressions that backtrack without end, and nobody needs them here.
  return picomatch(pattern.normalize('NFC'), {
    basename: anyDepth && !pattern.includes('/'),
    noextglob: true,
    dot: false,
    nonegate: true
  })
}
