import { useState } from 'react'
import type { BackfillPlan } from '../../../../pipeline/contract'
import { useCall, type CallState } from '../../../bridge'
import type { Ask } from './ask'

export interface ShownPlan extends Omit<CallState<BackfillPlan>, 'value'> {
  /** The newest plan; the one before while another is being made. */
  plan: BackfillPlan | undefined
}

/** The plan of what is asked for. What is shown stays until the next plan is there, and is not made anew behind one's back. */
export function usePlan({ selection, options }: Ask): ShownPlan {
  const { value, ...call } = useCall('backfills.plan', { selection, options })
  const [plan, setPlan] = useState(value)
  if (value !== undefined && value !== plan) setPlan(value)
  return { plan: value ?? (call.error === undefined ? plan : undefined), ...call }
}
