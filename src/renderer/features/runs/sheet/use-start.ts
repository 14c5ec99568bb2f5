import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { ErrorData } from '../../../../pipeline/contract'
import { mutate } from '../../../bridge'
import { startedBackfillLink } from '../../../ui'
import type { Ask } from './ask'

/** Starts what was shown, by its hash; the sheet then becomes the progress. Nothing has run where it is refused. */
export function useStart() {
  const navigate = useNavigate()
  const [starting, setStarting] = useState(false)
  const [refused, setRefused] = useState<ErrorData | undefined>(undefined)
  const run = ({ selection, options }: Ask, hash: string | undefined): void => {
    if (hash === undefined) return
    setStarting(true)
    setRefused(undefined)
    void mutate('backfills.start', { selection, options, hash }).then((outcome) => {
      setStarting(false)
      if (outcome.ok) void navigate(startedBackfillLink(outcome.value.id))
      else setRefused(outcome.error)
    })
  }
  return { run, starting, refused, clear: () => setRefused(undefined) }
}
