import type { ConnectionSpec, ConnectionTest, ErrorData } from '../contract'
import { throwIfAborted } from '../lib/abort'
import { AppError } from '../lib/errors'
import type { WorkContext } from '../load/worker-api'
import { probeHttp } from './probe/http'
import { probeMysql } from './probe/mysql'
import { probeS3 } from './probe/s3'
import { Steps } from './probe/steps'
import type { ResolvedConnection } from './resolved'

export interface TestConnectionRequest {
  spec: ConnectionSpec
  /** Absent where a secret or variable that it needs has no value, or the spec cannot be used. */
  connection: ResolvedConnection | undefined
  /** Why it is absent: `variable.missing`, `connection.invalid`, `secret.missing`. */
  missing: ErrorData[]
}

/** A test says what it found within this time, in ms. */
const LIMIT_MS = 30_000

/** Tries a connection step by step and stops at the first that fails; nothing is changed there. Errors: `cancelled`. */
export async function testConnection(
  { spec, connection, missing }: TestConnectionRequest,
  context: WorkContext
): Promise<ConnectionTest> {
  const signal = AbortSignal.any([context.signal, AbortSignal.timeout(LIMIT_MS)])
  const steps = new Steps(signal)
  await steps.take('spec', () => accepted(missing.filter(isOfSpec), `${spec.target.kind} connection`))
  await steps.take('secrets', () =>
    accepted(
      missing.filter((error) => !isOfSpec(error)),
      secretsText(spec)
    )
  )
  if (connection !== undefined) await probe(connection, steps)
  context.progress({ phase: 'asking', requests: steps.requests })
  throwIfAborted(context.signal)
  return { ok: steps.ok, at: new Date().toISOString(), steps: steps.list(spec.target.kind) }
}

function probe(connection: ResolvedConnection, steps: Steps): Promise<void> {
  const { target } = connection
  if (target.kind === 'http') return probeHttp(connection, target, steps)
  return target.kind === 'mysql' ? probeMysql(connection, target, steps) : probeS3(connection, target, steps)
}

const isOfSpec = ({ code }: ErrorData): boolean => code === 'variable.missing' || code === 'connection.invalid'

function accepted([first]: ErrorData[], text: string): Promise<string> {
  return first === undefined ? Promise.resolve(text) : Promise.reject(AppError.fromData(first))
}

const secretsText = ({ secrets }: ConnectionSpec): string =>
  secrets.length === 0 ? 'needs no secret' : `has a value for ${secrets.join(', ')}`
