import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../..')

/** What no source may say, by the item of Electron's security checklist: a property with this value, or a name outside its file. */
const forbiddenValues: Record<string, ts.SyntaxKind> = {
  webSecurity: ts.SyntaxKind.FalseKeyword,
  contextIsolation: ts.SyntaxKind.FalseKeyword,
  sandbox: ts.SyntaxKind.FalseKeyword,
  nodeIntegration: ts.SyntaxKind.TrueKeyword,
  nodeIntegrationInWorker: ts.SyntaxKind.TrueKeyword,
  nodeIntegrationInSubFrames: ts.SyntaxKind.TrueKeyword,
  allowRunningInsecureContent: ts.SyntaxKind.TrueKeyword,
  experimentalFeatures: ts.SyntaxKind.TrueKeyword,
  webviewTag: ts.SyntaxKind.TrueKeyword
}
const forbiddenNames = new Set([
  'enableBlinkFeatures',
  'dangerouslySetInnerHTML',
  'innerHTML',
  'outerHTML',
  'insertAdjacentHTML',
  'openExternal',
  'exposeInMainWorld',
  'eval',
  'Function'
])
const onlyIn: Record<string, string> = { ipcMain: 'main/ipc/on.ts' }

function findings(path: string, text: string): string[] {
  const file = ts.createSourceFile(
    path,
    text,
    ts.ScriptTarget.Latest,
    true,
    path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS
  )
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && node.initializer.kind === forbiddenValues[node.name.getText()])
      found.push(node.getText())
    if (ts.isIdentifier(node) && isForbidden(node.text, path)) found.push(node.text)
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found.map((what) => `${path}: ${what}`)
}

const isForbidden = (name: string, path: string): boolean =>
  forbiddenNames.has(name) || (Object.hasOwn(onlyIn, name) && onlyIn[name] !== path)

const sources = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.(test|process|judge|fault)\./.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name))

describe('the sources', () => {
  it('E6, E8–E10, E17: weaken no protection, and speak to windows in one file only', () => {
    expect(sources.length).toBeGreaterThan(300)
    expect(sources.flatMap((path) => findings(relative(root, path), readFileSync(path, 'utf8')))).toEqual([])
  })

  it.each(['new BrowserWindow({ webPreferences: { webSecurity: false } })', "import { ipcMain } from 'electron'", 'eval(text)'])(
    'would be caught saying %s',
    (text) => expect(findings('main/x.ts', text)).not.toEqual([])
  )
})
