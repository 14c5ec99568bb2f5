import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { withDesktop, type BareDesktop } from './fixtures/bare-desktop'
import {
  addressOf,
  askForPermissions,
  inlineAttempts,
  leave,
  openWindowForms,
  reachForFiles,
  traversals,
  waysToLeave
} from './fixtures/attacks'

const PRELOAD = join(import.meta.dirname, '../out-test/preload/index.cjs')

/** Each protection is looked at twice: as it is, and taken away by a switch of the test build, where the same look must see it gone. */
function protects(
  title: string,
  plants: string[],
  look: (bare: BareDesktop) => Promise<unknown>,
  expected: { safe: unknown; planted: unknown },
  /** Taken away both times, since they would hide what is looked at. */
  always: string[] = []
): void {
  test(title, { tag: '@window' }, async () => {
    expect(await withDesktop(always, look)).toEqual(expected.safe)
  })
  test(`${title} (seen to fail without ${plants.join(', ')})`, { tag: '@window' }, async () => {
    expect(await withDesktop([...plants, ...always], look)).toEqual(expected.planted)
  })
}

const typesOfNode = ({ page }: BareDesktop) =>
  page.evaluate(() => [typeof Reflect.get(globalThis, 'require'), typeof Reflect.get(globalThis, 'process')])

protects('E2: a page knows no Node', ['node', 'no-sandbox', 'no-isolation'], typesOfNode, {
  safe: ['undefined', 'undefined'],
  planted: ['function', 'object']
})

protects(
  'E3: a page cannot patch what the preload uses',
  ['no-isolation'],
  async ({ page }) => {
    await page.evaluate(() => {
      const original = Array.from.bind(Array) as (things: ArrayLike<unknown>) => unknown[]
      Array.from = (things: ArrayLike<unknown>) => {
        if (things instanceof FileList) document.title = 'patched'
        return original(things) as never[]
      }
      const input = Object.assign(document.createElement('input'), { type: 'file', id: 'probe' })
      document.body.append(input)
    })
    await page.setInputFiles('#probe', join(import.meta.dirname, 'security.e2e.ts'))
    return (await page.title()) === 'patched'
  },
  { safe: false, planted: true }
)

protects(
  'E4: the system confines every renderer process',
  ['no-sandbox'],
  async ({ desktop }) => {
    const pids = await desktop.evaluate(({ webContents }) => webContents.getAllWebContents().map((page) => page.getOSProcessId()))
    const states = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/status`, 'utf8')))
    return states.map((state) => /Seccomp:\s+(\d)/.exec(state)?.[1])
  },
  { safe: ['2'], planted: ['0'] }
)

protects(
  'E5: whatever a page asks for is denied',
  ['permissions'],
  async ({ page }) => new Set(Object.values(await page.evaluate(askForPermissions))),
  {
    safe: new Set(['denied']),
    planted: new Set(['granted'])
  }
)

protects('E7: injected script does not run', ['no-csp', 'any-request'], ({ page }) => page.evaluate(inlineAttempts), {
  safe: [],
  planted: ['inline script', 'event handler', 'eval', 'Function', 'data script', 'javascript: link']
})

protects(
  'E11, E12: a webview stays inert',
  ['webview'],
  async ({ page, desktop }) => {
    const count = () => desktop.evaluate(({ webContents }) => webContents.getAllWebContents().length)
    const before = await count()
    const known = await page.evaluate(async () => {
      const view = document.createElement('webview')
      view.setAttribute('src', 'about:blank')
      document.body.append(view)
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
      return 'getURL' in view
    })
    return { known, attached: (await count()) - before }
  },
  { safe: { known: false, attached: 0 }, planted: { known: true, attached: 1 } }
)

test('E13: a page stays where it is, whichever way it tries to leave', { tag: '@window' }, async () => {
  await withDesktop([], async ({ page, desktop }) => {
    const before = await addressOf(desktop)
    for (const way of waysToLeave) {
      await page.evaluate(leave, way)
      await page.waitForURL((url) => !url.href.startsWith('app://penstock/index.html'), { timeout: 150 }).catch(() => undefined)
      expect(await addressOf(desktop), way).toBe(before)
    }
  })
})

test('E13: a page that empties itself is loaded anew', { tag: '@window' }, async () => {
  await withDesktop([], async ({ page, desktop }) => {
    await page.evaluate(leave, 'about:blank')
    await expect.poll(() => addressOf(desktop)).toBe('app://penstock/index.html')
    await expect(page.getByRole('main')).toBeVisible()
  })
})

protects(
  'E13: location.assign goes nowhere',
  ['navigation'],
  async ({ page, desktop }) => {
    await page.evaluate(leave, 'location.assign')
    // Main learns of a navigation a little after the page does.
    const left = expect.poll(() => addressOf(desktop), { timeout: 2_000, intervals: [50] }).toBe('app://penstock/?elsewhere')
    await left.catch(() => undefined)
    return addressOf(desktop)
  },
  { safe: 'app://penstock/index.html', planted: 'app://penstock/?elsewhere' }
)

protects(
  'E17: main hears only the top frame of its own page',
  ['sender'],
  async ({ desktop, errors }) => {
    await desktop.evaluate(async (electron, preload: string) => {
      let heard = 0
      const all = new Promise<void>((resolve) => {
        electron.ipcMain.on('penstock:ready', () => {
          heard += 1
          if (heard === 3) resolve()
        })
      })
      const webPreferences = { preload, sandbox: true, contextIsolation: true, nodeIntegrationInSubFrames: true }
      const foreign = new electron.BrowserWindow({ show: false, webPreferences })
      await foreign.loadURL('about:blank')
      const framed = new electron.BrowserWindow({ show: false, webPreferences })
      await framed.loadURL('app://penstock/index.html')
      await framed.webContents.executeJavaScript(
        "void document.body.append(Object.assign(document.createElement('iframe'), { src: '/index.html' }))"
      )
      await all
      foreign.destroy()
      framed.destroy()
    }, PRELOAD)
    return errors().match(/ipc\.origin/g)?.length ?? 0
  },
  { safe: 2, planted: 0 },
  ['no-csp', 'navigation']
)

protects('E14: no form of window.open opens a window', ['windows'], ({ page, desktop }) => openWindowForms(page, desktop), {
  safe: { opened: 0, windows: 1 },
  planted: { opened: expect.any(Number), windows: expect.any(Number) }
})

test('E18: a page reads no file of the machine, and no path leads out of the application', { tag: '@window' }, async () => {
  await withDesktop([], async ({ page }) => {
    expect(await page.evaluate(reachForFiles)).toEqual({ fetch: 'refused', image: 'refused', frame: 'refused' })
    const statuses = await page.evaluate(
      async (paths) => Promise.all(paths.map(async (path) => (await fetch(path)).status)),
      traversals
    )
    expect(new Set(statuses)).toEqual(new Set([404]))
  })
})

test('E20: the preload leaves nothing on the window', { tag: '@window' }, async () => {
  await withDesktop([], async ({ page, desktop }) => {
    const withPreload = await page.evaluate(() => Object.getOwnPropertyNames(window))
    const without = await desktop.evaluate(async ({ BrowserWindow }) => {
      const plain = new BrowserWindow({ show: false, webPreferences: { sandbox: true, contextIsolation: true } })
      await plain.loadURL('app://penstock/index.html')
      const names: unknown = await plain.webContents.executeJavaScript('Object.getOwnPropertyNames(window)')
      plain.destroy()
      return names as string[]
    })
    expect(withPreload.filter((name) => !without.includes(name))).toEqual([])
    expect(withPreload.filter((name) => /ipc|electron|penstock/i.test(name))).toEqual([])
  })
})

test('A file that was picked in the window reaches the page with its path', { tag: '@window' }, async () => {
  await withDesktop([], async ({ page }) => {
    const path = join(import.meta.dirname, 'security.e2e.ts')
    const told = page.evaluate(() => {
      document.body.append(Object.assign(document.createElement('input'), { type: 'file', id: 'probe' }))
      return new Promise((resolve) => {
        window.addEventListener('message', ({ data }: MessageEvent<{ type: string; paths: string[] }>) => {
          if (data.type === 'penstock:files') resolve(data.paths)
        })
      })
    })
    await page.setInputFiles('#probe', path)
    expect(await told).toEqual([path])
  })
})
