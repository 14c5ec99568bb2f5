import { app, dialog, session } from 'electron'
import { join } from 'node:path'
import { profileName, workspacePath } from './arguments'
import { planted } from './flavour'
import { log } from './log'
import { confineAllContents } from './security/contents'
import { listAppFiles } from './security/app-files'
import { denyPermissions } from './security/permissions'
import { registerScheme, serveApp } from './security/protocol'
import { Shell } from './shell/shell'

const here = import.meta.dirname
const paths = {
  renderer: join(here, '../renderer'),
  preload: join(here, '../preload/index.cjs'),
  engine: join(here, 'engine.js'),
  worker: join(here, 'worker.js')
}

if (!planted('no-sandbox')) app.enableSandbox()
registerScheme()
confineAllContents()

async function start(): Promise<void> {
  const argv = process.argv.slice(1)
  const opened = { workspace: workspacePath(argv, process.env), profile: profileName(argv, process.env) }
  const files = await listAppFiles(paths.renderer)
  await app.whenReady()
  denyPermissions(session.defaultSession)
  serveApp(session.defaultSession, files)
  const shell = new Shell(paths, opened)
  app.on('second-instance', () => shell.show())
  app.on('activate', () => shell.show())
  shell.start()
}

if (app.requestSingleInstanceLock()) {
  start().catch((error: unknown) => {
    log('the application could not start', { error: String(error) })
    dialog.showErrorBox('Penstock', String(error))
    app.exit(1)
  })
} else {
  log('it runs already: its window was brought to the front')
  app.quit()
}
