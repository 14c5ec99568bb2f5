import { useState } from 'react'
import type { BackfillPlan } from '../../../../pipeline/contract'
import { useBackfillChanges, useCall, type CallState } from '../../../bridge'
import type { Ask } from './ask'

export interface ShownPlan extends Omit<CallState<BackfillPlan>, 'value'> {
  /** The newest plan; the one before while another is being made. */
  plan: BackfillPlan | undefined
}

/** The plan of what is asked for. What is shown stays until the next plan is there, and is not made anew behind one's back. */
export function usePlan({ selection, options }: Ask): ShownPlan {
  const changes = useBackfillChanges('*')
  const [plan, setPlan] = useState<BackfillPlan | undefined>(undefined)
  // What cannot be started is planned again when what stands in its way may have ended.
  const again = (plan?.obstacles.length ?? 0) > 0 ? changes : 0
  const { value, ...call } = useCall('backfills.plan', { selection, options }, { again })
  if (value !== undefined && value !== plan) setPlan(value)
  return { plan: value ?? (call.error === undefined ? plan : undefined), ...call }
}
