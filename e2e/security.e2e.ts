import { readFile } from 'node:fs/promises'
import { expect, test } from '@playwright/test'
import { withDesktop, type BareDesktop } from './fixtures/bare-desktop'
import { askForPermissions, inlineAttempts, openWindowForms, reachForFiles, traversals } from './fixtures/attacks'

/** Each protection is looked at twice: as it is, and taken away by a switch of the test build, where the same look must see it gone. */
function protects(
  title: string,
  plants: string[],
  look: (bare: BareDesktop) => Promise<unknown>,
  expected: { safe: unknown; planted: unknown }
): void {
  test(title, { tag: '@window' }, async () => {
    expect(await withDesktop([], look)).toEqual(expected.safe)
  })
  test(`${title} (seen to fail without ${plants.join(', ')})`, { tag: '@window' }, async () => {
    expect(await withDesktop(plants, look)).toEqual(expected.planted)
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
      Array.from = () => {
        document.title = 'patched'
        return []
      }
      const input = Object.assign(document.createElement('input'), { type: 'file', id: 'probe' })
      document.body.append(input)
    })
    await page.locator('#probe').setInputFiles({ name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from('a\n1\n') })
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
