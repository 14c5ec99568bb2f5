import { existsSync, readFileSync } from 'node:fs'
import { at } from './paths.mjs'
import { Stop } from './say.mjs'

/** The package that brings a tool, where it is not called like the tool. */
const packages = {
  tsc: 'typescript',
  depcruise: 'dependency-cruiser',
  playwright: '@playwright/test',
  'install-electron': 'electron'
}

/** The script behind a command of node_modules/.bin, so that it runs under the Node of our choice on every system. */
export function toolScript(tool) {
  const name = packages[tool] ?? tool
  const manifest = at('node_modules', ...name.split('/'), 'package.json')
  if (!existsSync(manifest)) throw new Stop(`There is no tool called ${tool}.`, 'Tools are the packages of devDependencies.', 2)
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8'))
  const path = typeof bin === 'string' ? bin : bin?.[tool]
  if (path === undefined) throw new Stop(`The package ${name} has no command ${tool}.`, '', 2)
  return at('node_modules', ...name.split('/'), path)
}
