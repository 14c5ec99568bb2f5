import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { cache } from './paths.mjs'
import { capture, isThere } from './process.mjs'
import { say } from './say.mjs'

const VERSION = 'v1.8.0'
const FOLDER = cache(`versitygw-${VERSION}`)
const WORK = cache('go-build')
/** As PATH has it, and where Go's own installer puts it. */
const GO = ['go', '/usr/local/go/bin/go']

/**
 * Builds an S3 server (VersityGW, pinned by version and Go's checksum database) into .cache, where Go is there to build it. Nothing is built
 * where PENSTOCK_TEST_S3 names a server (http://key:secret@host:port). Tests that find none are skipped by name, and fail with CI=true.
 */
export function ensureVersitygw() {
  if (process.env.PENSTOCK_TEST_S3 !== undefined || existsSync(`${FOLDER}/versitygw`)) return
  const go = GO.find(isThere)
  if (go === undefined) return
  say(`Building the S3 server for the tests into .cache/versitygw-${VERSION}; this takes minutes, once …`)
  mkdirSync(FOLDER, { recursive: true })
  const folders = { GOBIN: FOLDER, GOCACHE: `${WORK}/cache`, GOMODCACHE: `${WORK}/modules`, GOFLAGS: '-modcacherw' }
  const source = `github.com/versity/versitygw/cmd/versitygw@${VERSION}`
  const built = capture(go, ['install', source], { env: { ...process.env, ...folders } })
  // What the build needed takes more than a gigabyte, and nothing needs it again.
  rmSync(WORK, { recursive: true, force: true })
  if (!built.ok) say(`It could not be built: ${built.stderr.trim().split('\n').at(-1)}`)
}
