import { z } from 'zod'
import type { DatasetSpec } from '../../contract'
import type { Services } from '../services'

const keyOf = (name: string): string => `schedule.paused.${name}`

/** Whether a schedule rests: as somebody said last, else as the dataset file says. */
export const isPaused = ({ state }: Pick<Services, 'state'>, { name, schedule }: DatasetSpec): boolean =>
  state.settings.get(keyOf(name), z.boolean()) ?? schedule?.paused ?? false

export const setPaused = ({ state }: Pick<Services, 'state'>, name: string, paused: boolean): Promise<void> =>
  state.settings.put(keyOf(name), paused)
