import { expect, it } from 'vitest'
import { exitCodeOfError } from './exit-codes'
import { forCommandLine } from './engine-gone'

it('an engine that went away is told of with what to do, for a command line does not reconnect', () => {
  const gone = {
    code: 'engine.gone',
    message: 'The engine closed the connection.',
    retriable: true,
    hint: 'It reconnects by itself.'
  } as const
  expect(forCommandLine(gone).hint).toContain('penstock resume RUN')
  expect(forCommandLine({ ...gone, code: 'load.busy' }).hint).toBe(gone.hint)
})

it('a query that is refused ends as a graph that is', () => {
  for (const code of ['graph.cycle', 'sql.invalid', 'sql.multiple', 'sql.not_select', 'sql.function'] as const)
    expect(exitCodeOfError(code)).toBe(3)
})
