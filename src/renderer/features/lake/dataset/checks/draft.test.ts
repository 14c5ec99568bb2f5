import { describe, expect, it } from 'vitest'
import { checkSpec, type CheckSpec } from '../../../../../pipeline/contract'
import { draftOf, emptyDraft, readDraft } from './draft'

const none: ReadonlySet<string> = new Set()
const draft = (kind: CheckSpec['kind'], fields: object) => ({ ...emptyDraft, kind, id: 'own', fields })

const all = [
  { kind: 'rows', within: 0.3, last: 20 },
  { kind: 'rows', min: 1000, max: 3000 },
  { kind: 'freshness', column: 'date', maxMinutes: 1440 },
  { kind: 'nulls', column: 'close', maxShare: 0.005 },
  { kind: 'unique', columns: ['date', 'code'] },
  { kind: 'range', column: 'close', min: '1', maxShare: 0 },
  { kind: 'values', column: 'market', values: ['KOSPI', 'KOSDAQ, 코스닥'], maxShare: 0 },
  { kind: 'rule', sql: 'close > 0', maxShare: 0 },
  { kind: 'ratio', left: 'market_cap', right: 'current_price', within: 0.005, maxShare: 0 },
  { kind: 'reference', column: 'code', dataset: 'tickers', refColumn: 'code', asOf: false, maxShare: 0 },
  { kind: 'reconcile', dataset: 'other', measure: 'sum(volume)', within: 0.01 },
  { kind: 'schema' }
].map((check) => checkSpec.parse({ ...check, id: 'own', severity: 'warn', description: 'why' }))

describe('a check in the form', () => {
  it.each(all)('comes back from it as it went in: $kind', (check) => {
    expect(readDraft(draftOf(check), none, check)).toEqual({ check, problems: {} })
  })

  it('takes shares in percent and numbers with commas', () => {
    const read = readDraft(draft('rows', { within: '12.5 %', last: '10', min: '1,000' }), none)
    expect(read.check).toMatchObject({ within: 0.125, last: 10, min: 1000 })
  })

  it('says what is missing, what is no number, and which name is taken', () => {
    expect(readDraft(draft('nulls', {}), none).problems).toEqual({ column: 'needed' })
    expect(readDraft(draft('nulls', { column: 'a', maxShare: 'few' }), none).problems).toEqual({ maxShare: 'number' })
    expect(readDraft(draft('schema', {}), new Set(['own'])).problems).toEqual({ id: 'taken' })
    expect(readDraft({ ...draft('schema', {}), id: 'no dots.' }, none).problems).toEqual({ id: 'name' })
  })

  it('refuses a check that nothing could fail', () => {
    expect(readDraft(draft('rows', { last: '20' }), none).problems).toEqual({ within: 'bounds' })
    expect(readDraft(draft('range', { column: 'close' }), none).problems).toEqual({ min: 'bounds' })
  })

  it('refuses a share above all rows', () => {
    expect(readDraft(draft('nulls', { column: 'a', maxShare: '200' }), none).problems).toEqual({ maxShare: 'number' })
  })
})
