import type { TFunction } from 'i18next'
import type { RunTrigger } from '../../../../pipeline/contract'

/** Who or what started a run: a person by name, anything else by what it is. */
export const starterOf = (t: TFunction, { startedBy, trigger }: { startedBy: string; trigger: RunTrigger }): string =>
  trigger === 'person' ? startedBy : t(`runs.trigger.${trigger}`)
