import { z } from 'zod'
import { errorData } from './errors'

/** Raised when a client of another version would misread us. */
export const PROTOCOL = 1
/** Largest header that is accepted from a client, in bytes. */
export const MAX_HEADER_BYTES = 1024 * 1024
/** Largest frame that is sent, in bytes. */
export const MAX_FRAME_BYTES = 64 * 1024 * 1024

const id = z.number().int().min(0)
const name = z.string().max(64)

/** What a client may say. `params` is parsed again by its method's or topic's own schema. */
export const clientMessage = z.discriminatedUnion('t', [
  z.object({ t: z.literal('hello'), protocol: z.number().int(), client: z.string().max(64) }).strict(),
  z.object({ t: z.literal('call'), id, method: name, params: z.unknown() }).strict(),
  z.object({ t: z.literal('cancel'), id }).strict(),
  z
    .object({ t: z.literal('subscribe'), id, topic: name, params: z.unknown(), credits: z.number().int().min(1).max(1024) })
    .strict(),
  z.object({ t: z.literal('credit'), id, credits: z.number().int().min(1).max(1024) }).strict(),
  z.object({ t: z.literal('unsubscribe'), id }).strict()
])
export type ClientMessage = z.infer<typeof clientMessage>

/** What the engine answers. A subscription's end is an error or an explicit end; `dropped` counts events that were never sent. */
export const engineMessage = z.discriminatedUnion('t', [
  z.object({ t: z.literal('welcome'), protocol: z.number().int(), engine: z.string(), instance: z.string() }),
  z.object({ t: z.literal('reply'), id, ok: z.literal(true), value: z.unknown() }),
  z.object({ t: z.literal('refusal'), id, ok: z.literal(false), error: errorData }),
  z.object({ t: z.literal('event'), id, seq: z.number().int(), dropped: z.number().int(), event: z.unknown() }),
  z.object({ t: z.literal('end'), id, error: errorData.optional() })
])
export type EngineMessage = z.infer<typeof engineMessage>
