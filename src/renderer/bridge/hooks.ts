import { useCallback, useEffect, useState } from 'react'
import { useStore } from 'zustand'
import type {
  ErrorData,
  EventOf,
  JobSnapshot,
  MethodName,
  ParamsOf,
  ResultOf,
  TopicName,
  TopicParamsOf
} from '../../pipeline/contract'
import { connection, type ConnectionState } from './connection'
import { isFinal, jobs, listJobs } from './jobs'
import { lakeChanges } from './lake-changes'
import { subscribe } from './subscriptions'

export interface CallState<T> {
  value: T | undefined
  error: ErrorData | undefined
  /** Nothing to show yet. */
  loading: boolean
  /** Nothing to show for over 100 ms: time for a skeleton. */
  slow: boolean
  reload: () => void
}

export interface CallOptions {
  /** Asks again when this dataset changes, or any with `*`. */
  follow?: string
  /** Asks again when this number changes. */
  again?: number
}

interface Settled<T> {
  key: string
  value: T | undefined
  error: ErrorData | undefined
}

/** A call's answer, kept fresh: asked again on new parameters, reload, a changed lake and a restarted engine. `null`: do not ask. */
export function useCall<M extends MethodName>(
  method: M,
  params: ParamsOf<M> | null,
  { follow, again = 0 }: CallOptions = {}
): CallState<ResultOf<M>> {
  const client = useStore(connection, (state) => state.client)
  const changes = useStore(lakeChanges, ({ any, byName }) => changesOf(follow, any, byName))
  const [asked, setAsked] = useState(0)
  const [settled, setSettled] = useState<Settled<ResultOf<M>> | null>(null)
  const [slowKey, setSlowKey] = useState<string | null>(null)
  const key = params === null ? null : `${method} ${JSON.stringify(params)}`

  useEffect(() => {
    if (client === null || key === null) return
    const stop = new AbortController()
    const timer = setTimeout(() => setSlowKey(key), 100)
    void client.call(method, JSON.parse(key.slice(method.length + 1)) as ParamsOf<M>, stop.signal).then((outcome) => {
      clearTimeout(timer)
      if (stop.signal.aborted) return
      if (outcome.ok) setSettled({ key, value: outcome.value, error: undefined })
      else if (outcome.error.code !== 'engine.gone') setSettled({ key, value: undefined, error: outcome.error })
    })
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [client, method, key, changes, asked, again])

  const reload = useCallback(() => setAsked((count) => count + 1), [])
  const current = settled?.key === key ? settled : null
  const loading = key !== null && current === null
  return { value: current?.value, error: current?.error, loading, slow: loading && slowKey === key, reload }
}

const changesOf = (follow: string | undefined, any: number, byName: Readonly<Record<string, number>>): number => {
  if (follow === undefined) return 0
  return follow === '*' ? any : (byName[follow] ?? 0)
}

/** The newest event of a topic; undefined until the first. */
export function useSubscription<T extends TopicName>(topic: T, params: TopicParamsOf<T>): EventOf<T> | undefined {
  const [event, setEvent] = useState<EventOf<T> | undefined>(undefined)
  const key = JSON.stringify(params)
  useEffect(
    () => subscribe(topic, () => JSON.parse(key) as TopicParamsOf<T>, { event: (next) => setEvent(() => next) }),
    [topic, key]
  )
  return event
}

export const useConnection = (): ConnectionState => useStore(connection)

export function useJob(id: string | null): JobSnapshot | undefined {
  return useStore(jobs, (state) => (id === null ? undefined : state.byId.get(id)))
}

/** All known jobs, newest first. */
export function useJobs(): JobSnapshot[] {
  return listJobs(useStore(jobs))
}

/** How many jobs are still at work; cheap enough for the bars. */
export const useRunningJobs = (): number =>
  useStore(jobs, (state) => [...state.byId.values()].filter((job) => !isFinal(job)).length)
