import type { SourceSpec } from '../../contract'
import { s3AccessOf } from '../../connect/s3-access'
import { AppError } from '../../lib/errors'
import { isS3, type S3Access } from '../../load/source/s3/access'
import type { Services } from '../services'
import { resolveConnection } from './resolve'

/** By what a source in a bucket is read; undefined of every other source. Errors: as of resolveConnection, `connection.invalid`. */
export async function s3AccessFor(
  services: Services,
  { location, connection }: Pick<SourceSpec, 'location' | 'connection'>
): Promise<S3Access | undefined> {
  if (!isS3(location) || connection === undefined) return undefined
  const resolved = await resolveConnection(services, connection)
  const { target } = resolved
  if (target.kind !== 's3') {
    throw new AppError('connection.invalid', `"${connection}" is a connection of kind ${target.kind}: no bucket is read by it.`, {
      hint: 'Name one of kind s3.',
      details: { connection, kind: target.kind }
    })
  }
  return s3AccessOf(resolved, target)
}
