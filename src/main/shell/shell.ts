import { app, BrowserWindow, dialog, MessageChannelMain, type WebContents } from 'electron'
import { join } from 'node:path'
import type { ErrorData, EventOf, Settings } from '../../pipeline/contract'
import { EngineProcess } from '../engine/engine-process'
import { on } from '../ipc/on'
import { followEngine } from './engine-client'
import { IncidentNotices } from './incident-notices'
import { setMenu, type ShellActions } from './menu'
import { createTray, type ShellTray } from './tray'
import { ShellStateFile } from './window-state'
import { focusOrOpen, followTheme, openWindow } from './windows'
import { wordsFor, type Words } from './words'
import { WorseNotice } from './worse-notice'

export interface ShellPaths {
  renderer: string
  preload: string
  engine: string
  worker: string
}

/** Windows, menu and tray around one engine. Closing the last window ends the application once no job runs any more. */
export class Shell {
  private readonly file = new ShellStateFile(join(app.getPath('userData'), 'shell.json'))
  private readonly engine: EngineProcess
  private readonly tray: ShellTray
  private readonly pages = new Set<WebContents>()
  private readonly actions: ShellActions = {
    open: () => this.show(),
    overview: () => this.showOverview(),
    openAnother: () => this.openWindow(),
    quit: () => void this.quit()
  }
  private readonly notice = new WorseNotice(() => this.showOverview())
  private readonly incidents = new IncidentNotices(
    () => this.words(),
    (route) => focusOrOpen(() => this.openWindow(), route)
  )
  private jobsRunning = 0
  private needing = 0
  private closed = false

  constructor(
    private readonly paths: ShellPaths,
    { workspace, profile }: { workspace: string; profile: string | undefined }
  ) {
    this.engine = new EngineProcess(
      {
        engineScript: paths.engine,
        workerScript: paths.worker,
        open: {
          ...{ workspace, appVersion: app.getVersion(), renderer: paths.renderer },
          ...(profile === undefined ? {} : { profile })
        },
        env: definedOnly(process.env)
      },
      {
        started: () => this.reconnect(),
        opened: (title) => this.name(title),
        failed: (error) => this.giveUp(error)
      }
    )
    this.tray = createTray(this.actions)
  }

  start(): void {
    followTheme(this.file.state.theme)
    this.dress()
    on('penstock:ready', (page) => this.welcome(page))
    app.on('window-all-closed', () => this.leaveWhenIdle())
    app.on('before-quit', (event) => this.closeFirst(event))
    this.engine.start()
    this.openWindow()
  }

  show(): void {
    focusOrOpen(() => this.openWindow())
  }

  private showOverview(): void {
    focusOrOpen(() => this.openWindow(), '/overview')
  }

  private openWindow(): void {
    openWindow(this.paths.preload, this.file)
  }

  /** A page has loaded: it gets its port now, and a new one with each engine that follows. */
  private welcome(page: WebContents): void {
    if (!this.pages.has(page)) page.once('destroyed', () => this.pages.delete(page))
    this.pages.add(page)
    this.connect(page)
  }

  private connect(page: WebContents): void {
    const { port1, port2 } = new MessageChannelMain()
    this.engine.connect(`window-${page.id}`, port1)
    page.postMessage('penstock:port', null, [port2])
  }

  private reconnect(): void {
    for (const page of this.pages) this.connect(page)
    const { port1, port2 } = new MessageChannelMain()
    this.engine.connect('shell', port1)
    followEngine(port2, {
      jobsRunning: (count) => this.countJobs(count),
      settings: (settings) => this.adopt(settings),
      overview: (news) => this.hear(news),
      incident: (incident) => this.incidents.hear(incident)
    })
  }

  private adopt({ theme, language }: Settings): void {
    if (theme === this.file.state.theme && language === this.file.state.language) return
    this.file.update({ theme, language })
    followTheme(theme)
    this.dress()
  }

  private words(): Words {
    return wordsFor(this.file.state.language)
  }

  private dress(): void {
    setMenu(this.words(), this.actions)
    this.dressTray()
  }

  private dressTray(): void {
    this.tray.show(this.words(), { jobsRunning: this.jobsRunning, needing: this.needing })
  }

  private name(title: string): void {
    for (const window of BrowserWindow.getAllWindows()) window.setTitle(`${title} – Penstock`)
  }

  /** One notification when it gets worse, none when it gets better, nor where an incident has said it. */
  private hear({ needing, worse, dataset }: EventOf<'overview.changed'>): void {
    this.needing = needing
    this.dressTray()
    if (worse && this.incidents.covers(dataset)) return
    if (worse) this.notice.show(this.words(), needing, dataset)
    else if (needing === 0) this.notice.clear()
  }

  private countJobs(count: number): void {
    if (count === this.jobsRunning) return
    this.jobsRunning = count
    this.dressTray()
    this.leaveWhenIdle()
  }

  /** Jobs belong to the engine: without a window they run to their end, and the application leaves with the last of them. */
  private leaveWhenIdle(): void {
    if (process.platform !== 'darwin' && this.jobsRunning === 0 && BrowserWindow.getAllWindows().length === 0) app.quit()
  }

  private async quit(): Promise<void> {
    if (this.jobsRunning > 0 && !(await this.confirmLeaving())) return
    app.quit()
  }

  private async confirmLeaving(): Promise<boolean> {
    const words = this.words()
    const { response } = await dialog.showMessageBox({
      type: 'warning',
      message: words.leave,
      detail: words.leaveDetail(this.jobsRunning),
      buttons: [words.stay, words.leaveNow],
      defaultId: 0,
      cancelId: 0
    })
    return response === 1
  }

  /** The engine writes its state and releases the workspace before the process ends. */
  private closeFirst(event: Electron.Event): void {
    if (this.closed) return
    event.preventDefault()
    this.closed = true
    void this.engine.close().finally(() => app.quit())
  }

  private giveUp(error: ErrorData): void {
    this.closed = true
    dialog.showErrorBox(this.words().cannotOpen, [error.message, error.hint].filter(Boolean).join('\n\n'))
    app.exit(1)
  }
}

const definedOnly = (env: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined))
