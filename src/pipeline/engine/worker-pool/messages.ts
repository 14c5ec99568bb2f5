import { z } from 'zod'
import { errorData } from '../../contract'

const id = z.number().int().min(1)

export const workMethod = z.enum([
  'recognise',
  'stage',
  'check',
  'preview',
  'page',
  'derive',
  'references',
  'duplicates',
  'distinct',
  'diff',
  'digests',
  'exportFile',
  'measure',
  'profile',
  'series',
  'returns',
  'collect',
  'previewCollect',
  'testConnection',
  'sweepKeys',
  'deliver'
])
export type WorkMethod = z.infer<typeof workMethod>

/** engine → worker; `request` is parsed again by its method's schema. */
export const toWorker = z.discriminatedUnion('t', [
  z.object({ t: z.literal('call'), id, method: workMethod, request: z.unknown() }).strict(),
  z.object({ t: z.literal('cancel'), id }).strict()
])

export const workProgress = z.object({
  phase: z.enum([
    'fetching',
    'reading',
    'typing',
    'merging',
    'writing',
    'comparing',
    'hashing',
    'asking',
    'waiting',
    'measuring',
    'delivering'
  ]),
  subject: z.string().optional(),
  rows: z.number().optional(),
  bytes: z.number().optional(),
  bytesTotal: z.number().optional(),
  requests: z.number().optional(),
  fraction: z.number().min(0).max(1).optional()
})

/** worker → engine; `ready` comes once, when it can take calls; after `outgrown` it has to be killed. */
export const fromWorker = z.discriminatedUnion('t', [
  z.object({ t: z.literal('ready') }),
  z.object({ t: z.literal('outgrown'), bytes: z.number() }),
  z.object({ t: z.literal('progress'), id, update: workProgress }),
  z.object({ t: z.literal('result'), id, value: z.unknown() }),
  z.object({ t: z.literal('error'), id, error: errorData })
])
export type FromWorker = z.infer<typeof fromWorker>
