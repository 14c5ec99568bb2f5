import { existsSync, mkdirSync } from 'node:fs'
import { cache } from './paths.mjs'
import { capture, isThere } from './process.mjs'
import { say } from './say.mjs'

const VERSION = 'v1.8.0'
const FOLDER = cache(`versitygw-${VERSION}`)

/**
 * Builds an S3 server (VersityGW, pinned by Go's checksum database) into .cache, where Go is there to build it. Nothing is built where
 * PENSTOCK_TEST_S3 names a server (http://key:secret@host:port). Tests that find none are skipped by name, and fail with CI=true.
 */
export function ensureVersitygw() {
  if (process.env.PENSTOCK_TEST_S3 !== undefined || existsSync(`${FOLDER}/versitygw`) || !isThere('go')) return
  say(`Building the S3 server for the tests into .cache/versitygw-${VERSION}; this takes minutes, once …`)
  mkdirSync(FOLDER, { recursive: true })
  const env = { ...process.env, GOBIN: FOLDER, GOFLAGS: '' }
  const built = capture('go', ['install', `github.com/versity/versitygw/cmd/versitygw@${VERSION}`], { env })
  if (!built.ok) say(`It could not be built: ${built.stderr.trim().split('\n').at(-1)}`)
}
