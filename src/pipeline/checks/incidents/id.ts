import type { Incident } from '../../contract'

/** What makes a trouble the same trouble: the same subject of the same partition. */
export type TroubleKey = Pick<Incident, 'dataset' | 'dt' | 'kind' | 'subject'>

/** `prices/2026-11-20/check/rows`: none of its parts can hold a slash. */
export const incidentId = ({ dataset, dt, kind, subject }: TroubleKey): string => `${dataset}/${dt}/${kind}/${subject}`

/** An error code as a subject: names of subjects have no dots. */
export const subjectOf = (code: string): string => code.replaceAll(/[^\p{L}\p{N}_]/gu, '_')
