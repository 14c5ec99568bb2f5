import { createHash } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  copyFileSync,
  createReadStream,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  writeFileSync
} from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { cache, at } from './paths.mjs'
import { capture, isRoot } from './process.mjs'
import { say, Stop } from './say.mjs'
import { readIfThere } from './stamp.mjs'

/** An unmodified Electron inside an npm package, for machines that reach npm only: development and tests, never shipped. */
const PACKAGE = 'hvir-linux-x64@0.1.5'
const ELECTRON = '43.2.0'
const HASHES = {
  package: {
    algorithm: 'sha512',
    digest: 'zqCLwMwq6Uwe041NLHJ5gqlmPDaL6jG3eAFWZyr4+xsDY6gQET3X5IzfZ0bQX9yMtk5p+Q5nG7Six73dy9RrKQ==',
    encoding: 'base64'
  },
  payload: { algorithm: 'sha256', digest: 'ece2c92c34aa954b4367e064941678354389a84a627a641ab5f1cff0e209655d', encoding: 'hex' },
  binary: { algorithm: 'sha256', digest: '84e1078c8f38659f3785fec90b68ff47dcb7b5ed94e97e4e4cc6dd3290758991', encoding: 'hex' }
}
const FOLDER = cache('electron')
const standInBinary = cache('electron', 'electron')

export const standInSuits = () => process.platform === 'linux' && process.arch === 'x64'

/** Builds `.cache/electron` once; every part is checked against its pinned hash before it is used. */
export async function ensureStandIn() {
  if (!standInSuits())
    throw new Stop(
      'The Electron stand-in exists for 64-bit Intel Linux only.',
      'Use "npm start" where Electron can be downloaded.'
    )
  if (!isBuilt()) await build()
  allowSandbox()
  return standInBinary
}

const isBuilt = () => existsSync(standInBinary) && readIfThere(cache('electron', 'version')) === ELECTRON

async function build() {
  say(`Fetching the Electron ${ELECTRON} stand-in (${PACKAGE} from npm, 166 MB, once) …`)
  const work = cache('electron-build')
  rmSync(work, { recursive: true, force: true })
  mkdirSync(work, { recursive: true })
  const file = await pack(work)
  await verify(`${work}/${file}`, HASHES.package)
  untar(`${work}/${file}`, work, ['package/payload.tar.gz'])
  await verify(`${work}/package/payload.tar.gz`, HASHES.payload)
  untar(`${work}/package/payload.tar.gz`, work, ['--exclude=app/resources', 'app'])
  await verify(`${work}/app/hvir`, HASHES.binary)
  renameSync(`${work}/app/hvir`, `${work}/app/electron`)
  mkdirSync(`${work}/app/resources/app`, { recursive: true })
  for (const name of ['package.json', 'main.cjs'])
    copyFileSync(at('scripts', 'stand-in', name), `${work}/app/resources/app/${name}`)
  writeFileSync(`${work}/app/version`, ELECTRON)
  rmSync(FOLDER, { recursive: true, force: true })
  renameSync(`${work}/app`, FOLDER)
  rmSync(work, { recursive: true, force: true })
}

async function pack(folder) {
  const [command, prefix] = process.env.npm_execpath ? [process.execPath, [process.env.npm_execpath]] : ['npm', []]
  const packed = capture(command, [...prefix, 'pack', PACKAGE, '--silent', '--pack-destination', folder])
  if (packed.ok) return packed.stdout.trim().split('\n').at(-1)
  throw new Stop('The Electron stand-in could not be fetched from npm.', `npm said: ${packed.stderr.trim().split('\n').at(-1)}`)
}

function untar(archive, folder, what) {
  const result = capture('tar', ['-xzf', archive, '--no-same-owner', '-C', folder, ...what])
  if (!result.ok) throw new Stop(`${archive} could not be unpacked.`, result.stderr.trim())
}

async function verify(path, { algorithm, digest, encoding }) {
  const hash = createHash(algorithm)
  await pipeline(createReadStream(path), hash)
  const found = hash.digest(encoding)
  if (found === digest) return
  throw new Stop(`${path} is not the pinned file: ${algorithm} is ${found}.`, `Expected ${digest}. It was not used.`)
}

/** Chromium's own helper lets an ordinary user's windows be sandboxed where the kernel gives no user namespaces; only root can set it up. */
function allowSandbox() {
  if (!isRoot()) return
  chownSync(cache('electron', 'chrome-sandbox'), 0, 0)
  chmodSync(cache('electron', 'chrome-sandbox'), 0o4755)
}
