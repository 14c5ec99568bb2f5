import { useEffect } from 'react'
import type { CheckSpec } from '../../../../../pipeline/contract'
import { useJobRunner, type JobRunner } from '../../../../bridge'

/** Newest partitions whose results are shown. */
export const SHOWN = 30

/** The declared checks over the newest partitions as they lie, judged anew when either changes. Given as a trial, so that it changes nothing. */
export function useLastResults(name: string, checks: readonly CheckSpec[], dts: readonly string[]): JobRunner<'checks'> {
  const runner = useJobRunner('checks')
  const { start } = runner
  const asked = JSON.stringify(checks)
  const [from, to] = [dts.slice(-SHOWN)[0], dts.at(-1)]
  useEffect(() => {
    const parsed = JSON.parse(asked) as CheckSpec[]
    if (parsed.length === 0 || from === undefined || to === undefined) return
    start({ name, checks: parsed, ...(to === 'all' ? {} : { from, to }) })
  }, [start, name, asked, from, to])
  return runner
}
