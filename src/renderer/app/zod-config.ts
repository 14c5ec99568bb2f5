import { config } from 'zod'

// The page's policy forbids making code from text; zod must know before its first schema is used.
config({ jitless: true })
