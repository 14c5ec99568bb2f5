import { useEffect, useState } from 'react'
import type { DatasetSummary, Partition } from '../../../../pipeline/contract'
import { call } from '../../../bridge'

/** The partitions of the datasets that the user has unfolded, asked again whenever the list of datasets is. */
export function useUnfolded(datasets: readonly DatasetSummary[] | undefined) {
  const [names, setNames] = useState<readonly string[]>([])
  const [partitions, setPartitions] = useState<ReadonlyMap<string, readonly Partition[]>>(new Map())

  useEffect(() => {
    const stop = new AbortController()
    const asked = names.map(async (name) => ({ name, outcome: await call('lake.partitions', { name }, stop.signal) }))
    void Promise.all(asked).then((answers) => {
      if (stop.signal.aborted) return
      setPartitions(new Map(answers.map(({ name, outcome }) => [name, outcome.ok ? outcome.value : []])))
    })
    return () => stop.abort()
  }, [names, datasets])

  const toggle = (name: string): void =>
    setNames((before) => (before.includes(name) ? before.filter((one) => one !== name) : [...before, name]))
  return { unfolded: partitions, toggle }
}
