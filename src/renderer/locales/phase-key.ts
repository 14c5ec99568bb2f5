import { en } from './en'

type PhaseKey = keyof typeof en.phase

/** The word for a job's phase; `working` for one that this window does not know. */
export const phaseKey = (phase: string): PhaseKey => (phase in en.phase ? (phase as PhaseKey) : 'working')
