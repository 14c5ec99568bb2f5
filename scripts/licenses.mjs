/** `npm run licenses`: writes THIRD-PARTY.md, every package that the app ships with, its version and its licence, from what is installed. */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { at } from './lib/paths.mjs'

const lock = JSON.parse(readFileSync(at('package-lock.json'), 'utf8'))
const isOwn = ([path, entry]) => path.startsWith('node_modules/') && entry.dev !== true && entry.devOptional !== true

const shipped = Object.entries(lock.packages)
  .filter(isOwn)
  .map(([path, entry]) => ({ name: path.split('node_modules/').at(-1), version: entry.version, licence: licenceOf(path, entry) }))
  .sort((a, b) => (a.name < b.name ? -1 : 1))

const unique = [...new Map(shipped.map((row) => [`${row.name}@${row.version}`, row])).values()]
const rows = unique.map(({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`)

writeFileSync(
  at('THIRD-PARTY.md'),
  `# Third-party software\n\nMade by \`npm run licenses\`. The licence texts lie in each package's folder.\n\n` +
    `| package | version | licence |\n|---|---|---|\n${rows.join('\n')}\n\n` +
    'The window runs on Electron (MIT) with Chromium and Node.js (their licences come with its binary). The bundled typeface is Pretendard (SIL Open Font Licence 1.1).\n'
)

function licenceOf(path, entry) {
  return entry.license ?? (readLicence(path) || 'see its folder')
}

function readLicence(path) {
  try {
    return readdirSync(join(at(path))).find((name) => /^licen[cs]e/i.test(name)) ?? ''
  } catch {
    return ''
  }
}
