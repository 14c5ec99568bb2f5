import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { workspacePath } from './arguments'

test('Started without a word, it opens the demo under the home folder.', () => {
  expect(workspacePath([], {})).toBe(join(homedir(), 'Penstock', 'demo'))
})

test('The argument is stronger than the environment, and Chromium switches between them do not matter.', () => {
  const argv = ['--no-sandbox', '--workspace', 'lakes/kr', '--ozone-platform=x11']
  expect(workspacePath(argv, { PENSTOCK_WORKSPACE: '/elsewhere' })).toBe(resolve('lakes/kr'))
  expect(workspacePath(['--workspace=lakes/kr'], {})).toBe(resolve('lakes/kr'))
})

test('The environment names the workspace for those who start it without arguments.', () => {
  expect(workspacePath([], { PENSTOCK_WORKSPACE: '/lakes/kr' })).toBe(resolve('/lakes/kr'))
})
