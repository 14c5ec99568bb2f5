import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { startOptions } from './arguments'

test('Started without a word, it opens the demo under the home folder.', () => {
  expect(startOptions([], {})).toEqual({ workspace: join(homedir(), 'Penstock', 'demo'), demo: true })
})

test('The argument is stronger than the environment, and Chromium switches between them do not matter.', () => {
  const argv = ['--no-sandbox', '--workspace', 'lakes/kr', '--ozone-platform=x11']
  expect(startOptions(argv, { PENSTOCK_WORKSPACE: '/elsewhere' })).toEqual({ workspace: resolve('lakes/kr'), demo: false })
  expect(startOptions(['--workspace=lakes/kr'], {})).toEqual({ workspace: resolve('lakes/kr'), demo: false })
})

test('A workspace of the environment is made as a demo only when asked for.', () => {
  expect(startOptions([], { PENSTOCK_WORKSPACE: '/lakes/kr' })).toEqual({ workspace: resolve('/lakes/kr'), demo: false })
  expect(startOptions(['--demo'], { PENSTOCK_WORKSPACE: '/lakes/kr' })).toEqual({ workspace: resolve('/lakes/kr'), demo: true })
})
