import { expect, it } from 'vitest'
import { dtBefore, emptyDraft, emptyHttp, emptyTable, readQuery, writeQuery } from './draft'

it('a query is read line by line and written the same', () => {
  const text = 'serviceKey={secret.serviceKey}\nDEAL_YMD={from:%Y%m}\nflag='
  expect(writeQuery(readQuery(text))).toBe(text)
  expect(readQuery('\n =x\n a = b=c \nalone')).toEqual({ a: 'b=c', alone: '' })
})

it('a preview asks for the last day or month that is over', () => {
  expect(dtBefore('2024-03-01', 'day')).toBe('2024-02-29')
  expect(dtBefore('2024-03-31', 'month')).toBe('2024-02')
  expect(dtBefore('2024-01-15', 'month')).toBe('2023-12')
})

it('a draft is a dataset as far as it is known', () => {
  expect(emptyDraft(emptyHttp('molit')).collect).toMatchObject({ kind: 'http', connection: 'molit', maxPages: 1000 })
  expect(emptyDraft(emptyTable('ops')).collect).toMatchObject({ kind: 'table', chunkRows: 50_000 })
})
