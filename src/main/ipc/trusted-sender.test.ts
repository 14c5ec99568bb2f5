import { expect, test } from 'vitest'
import { isTrustedSender } from './trusted-sender'

const own = { origin: 'app://penstock', parent: null }

test('The top frame of our own page is heard.', () => {
  expect(isTrustedSender(own, 'app://penstock')).toBe(true)
})

test.each([
  ['an iframe of our own page', { origin: 'app://penstock', parent: own }],
  ['an opaque origin', { origin: 'null', parent: null }],
  ['another host of our scheme', { origin: 'app://penstock.evil', parent: null }],
  ['a file', { origin: 'file://', parent: null }],
  ['a web page', { origin: 'https://penstock', parent: null }],
  ['a frame that is gone', null]
])('A message from %s is refused.', (_what, frame) => {
  expect(isTrustedSender(frame, 'app://penstock')).toBe(false)
})
