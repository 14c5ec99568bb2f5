import type { ConnectionTarget } from '../../../../pipeline/contract'

export type Kind = ConnectionTarget['kind']
export const kinds: readonly Kind[] = ['http', 'mysql', 's3']

/** One field of a target: where it stands (a path with dots), how it is entered, what it must be. */
export interface Field {
  path: string
  input: 'text' | 'lines' | 'choice'
  required?: true
  is?: { kind: 'number'; min: number; max: number; whole: boolean } | { kind: 'url' | 'clock' | 'headers' | 'port' }
  choices?: readonly string[]
  wide?: true
}

const whole = (min: number, max: number) => ({ kind: 'number', min, max, whole: true }) as const

export const fieldsOf: Record<Kind, readonly Field[]> = {
  http: [
    { path: 'baseUrl', input: 'text', required: true, is: { kind: 'url' }, wide: true },
    { path: 'testPath', input: 'text', wide: true },
    { path: 'headers', input: 'lines', is: { kind: 'headers' }, wide: true },
    { path: 'limits.perDay', input: 'text', is: whole(1, Number.MAX_SAFE_INTEGER) },
    { path: 'limits.resetsAt', input: 'text', is: { kind: 'clock' } },
    { path: 'limits.perSecond', input: 'text', is: { kind: 'number', min: 0.001, max: 1000, whole: false } },
    { path: 'limits.concurrency', input: 'text', is: whole(1, 32) },
    { path: 'timeoutSeconds', input: 'text', is: whole(1, 600) },
    { path: 'ca', input: 'lines', wide: true }
  ],
  mysql: [
    { path: 'host', input: 'text', required: true },
    { path: 'port', input: 'text', is: { kind: 'port' } },
    { path: 'user', input: 'text', required: true },
    { path: 'database', input: 'text' },
    { path: 'tls', input: 'choice', choices: ['', 'verify', 'off'] },
    { path: 'connectSeconds', input: 'text', is: whole(1, 120) },
    { path: 'ca', input: 'lines', wide: true }
  ],
  s3: [
    { path: 'region', input: 'text' },
    { path: 'endpoint', input: 'text', is: { kind: 'url' } },
    { path: 'pathStyle', input: 'choice', choices: ['', 'true'] },
    { path: 'awsProfile', input: 'text' }
  ]
}

/** Secrets that a new connection of the kind begins with. */
export const usualSecrets: Record<Kind, readonly string[]> = {
  http: ['key'],
  mysql: ['password'],
  s3: ['accessKeyId', 'secretAccessKey']
}
