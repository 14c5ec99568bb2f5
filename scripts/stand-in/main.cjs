// Takes the place of Electron's default app: opens the application whose folder or file is the first plain argument.
const { app } = require('electron')
const { existsSync, readFileSync, statSync } = require('node:fs')
const { dirname, join, resolve } = require('node:path')
const { pathToFileURL } = require('node:url')

const plain = []
const preloads = []
for (let index = 1; index < process.argv.length; index += 1) {
  const argument = process.argv[index]
  if (argument === '-r' || argument === '--require') preloads.push(process.argv[(index += 1)])
  else if (!argument.startsWith('-')) plain.push(argument)
}

const folderOf = (path) => (statSync(path).isDirectory() ? path : nearestManifest(dirname(path)))

function nearestManifest(folder) {
  if (existsSync(join(folder, 'package.json')) || dirname(folder) === folder) return folder
  return nearestManifest(dirname(folder))
}

async function load(path) {
  const folder = folderOf(path)
  const manifest = join(folder, 'package.json')
  const about = existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')) : {}
  if (about.productName ?? about.name) app.setName(about.productName ?? about.name)
  if (about.version) app.setVersion(about.version)
  app.setAppPath(folder)
  const entry = statSync(path).isDirectory() ? join(path, about.main ?? 'index.js') : path
  await import(pathToFileURL(entry).href)
}

for (const path of preloads) require(resolve(path))
const target = plain[0]
if (target === undefined) {
  process.stderr.write('usage: electron [-r MODULE] PATH\n')
  app.exit(2)
} else {
  load(resolve(target)).catch((error) => {
    process.stderr.write(`${error.stack}\n`)
    app.exit(1)
  })
}
