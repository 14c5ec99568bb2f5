import type { S3Target } from '../contract'
import type { S3Access } from '../load/source/s3/access'
import type { ResolvedConnection } from './resolved'

/** How the buckets of a connection are reached. */
export function s3AccessOf({ secrets }: ResolvedConnection, { region, endpoint, pathStyle, awsProfile }: S3Target): S3Access {
  return {
    ...{ region, endpoint, pathStyle, profile: awsProfile },
    ...{ accessKeyId: secrets['accessKeyId'], secretAccessKey: secrets['secretAccessKey'], sessionToken: secrets['sessionToken'] }
  }
}
