import { describe, expect, it } from 'vitest'
import { parseVerb } from './args'
import { exitCodeOfError, exitCodeOfLoad } from './exit-codes'
import { findVerb } from './find-verb'
import { verbs } from './verbs'

const parse = (...argv: string[]) => {
  const { verb, rest } = findVerb(argv)
  return parseVerb(verb, rest)
}

describe('a command line', () => {
  it('knows its verb wherever the common options stand', () => {
    expect(findVerb(['--json', '--workspace', 'load', 'load', 'kor_close'])).toMatchObject({
      verb: { name: 'load' },
      rest: ['--json', '--workspace', 'load', 'kor_close']
    })
    expect(findVerb(['--version']).verb.name).toBe('version')
    expect(findVerb(['--help']).verb.name).toBe('help')
  })

  it('takes options with their values, repeated ones in order', () => {
    const args = parse(
      'add',
      'x',
      '--source=a b.csv',
      '--key',
      'code, date',
      '--type',
      'a=text',
      '--type',
      'b=date',
      '--null=-999'
    )
    expect(args.required('source')).toBe('a b.csv')
    expect(args.list('key')).toEqual(['code', 'date'])
    expect(args.all('type')).toEqual(['a=text', 'b=date'])
    expect(args.all('null')).toEqual(['-999'])
  })

  it.each([
    [[], 'A verb is missing.'],
    [['lod', 'x'], 'There is no verb "lod".'],
    [['load', 'x', '--form', '2023-01'], "Unknown option '--form'"],
    [['load', 'x', '--from'], "Option '--from <value>' argument missing"],
    [['load'], 'NAME is missing.'],
    [['load', 'x', 'y'], '"y" is one argument too many.'],
    [['datasets', '--json=yes'], "Option '--json' does not take an argument"]
  ])('%j is a usage error that says why and shows the usage', (argv, message) => {
    const failed = (() => {
      try {
        return parse(...argv)
      } catch (error) {
        return error
      }
    })()
    expect(failed).toMatchObject({ code: 'usage', hint: expect.stringContaining('usage: penstock') as string })
    expect(String(failed)).toContain(message)
  })

  it('has a usage for every verb of the table', () => {
    const named = ['init', 'add', 'load', 'datasets', 'partitions', 'history', 'undo', 'fsck', 'serve', 'rows', 'runs', 'diff']
    expect([...verbs.keys()]).toEqual(expect.arrayContaining([...named, 'quarantine', 'remove', 'help', 'version']))
  })
})

describe('exit codes', () => {
  it('tell a refusal or conflict from a failure, a wrong command line and a cancel', () => {
    expect(
      ['load.too_many_bad', 'dataset.exists', 'commit.conflict', 'url.refused'].map((code) => exitCodeOfError(code as never))
    ).toEqual([3, 3, 3, 3])
    expect(exitCodeOfError('file.missing')).toBe(1)
    expect(exitCodeOfError('usage')).toBe(2)
    expect(exitCodeOfError('cancelled')).toBe(130)
  })

  it('of a load follow its state', () => {
    const codes = (['done', 'unchanged', 'refused', 'failed', 'cancelled'] as const).map((state) => exitCodeOfLoad({ state }))
    expect(codes).toEqual([0, 0, 3, 1, 130])
  })
})
