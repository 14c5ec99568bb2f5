import { useState } from 'react'
import { useJobRunner } from '../../../bridge'
import { UndoDialog } from './UndoDialog'
import type { UndoPlan } from './undo-plan'

/** Asks before an undo and follows it; `dialog` stands somewhere on the page, `runner` tells how it went. */
export function useUndo() {
  const [plan, setPlan] = useState<UndoPlan | undefined>(undefined)
  const runner = useJobRunner('undo')
  const done = runner.result !== undefined
  const confirm = ({ dataset, ask }: UndoPlan): void => runner.start({ name: dataset, ...ask })
  const dialog = (
    <UndoDialog
      plan={done ? undefined : plan}
      busy={runner.busy}
      error={runner.error}
      onConfirm={confirm}
      onClose={() => setPlan(undefined)}
    />
  )
  const ask = (next: UndoPlan): void => {
    runner.clear()
    setPlan(next)
  }
  return { ask, dialog, runner }
}
