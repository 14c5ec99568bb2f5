import { describe, expect, it } from 'vitest'
import type { VariablesFile } from '../../../../pipeline/contract'
import { fileOf, nameProblem, tableOf } from './table'

const file: VariablesFile = {
  format: 1,
  variables: { HOST: 'live', EMPTY: '' },
  profiles: { test: { HOST: 'test' }, staging: {} }
}

describe('the table of variables', () => {
  it('gives back the file that it was made of, with its profiles', () => {
    expect(fileOf(tableOf(file, ['default', 'test']))).toEqual(file)
  })

  it('has a column for each profile, the default first', () => {
    expect(tableOf(file, ['default', 'old']).profiles).toEqual(['default', 'test', 'staging', 'old'])
  })

  it.each([
    ['1st', 'badName'],
    ['con', 'badName'],
    ['host', 'taken'],
    ['호스트', undefined]
  ])('takes the name %s: %s', (name, problem) => {
    expect(nameProblem(name, ['HOST'])).toBe(problem)
  })
})
