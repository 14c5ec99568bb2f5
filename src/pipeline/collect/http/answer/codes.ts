import type { AnswerCodes } from '../../../contract'
import { AppError } from '../../../lib/errors'
import { planted } from '../../../lib/plant'
import { firstText, type Tree } from './tree'

export type Meaning = 'ok' | 'empty' | 'retry'

/**
 * What an answer says of itself by its code; ok where it says nothing. Errors: `quota.exhausted` (the server's quota is spent),
 * `collect.key`, `collect.code` for a code that nobody declared.
 */
export function meaningOf(name: string, root: Tree, codes: AnswerCodes | undefined): Meaning {
  const code = codes === undefined ? undefined : firstText(root, codes.path)
  if (codes === undefined || code === undefined || planted('codes-ignored')) return 'ok'
  if (codes.ok.includes(code)) return 'ok'
  if (codes.empty.includes(code)) return 'empty'
  if (codes.retry.includes(code)) return 'retry'
  const message = firstText(root, codes.message) ?? ''
  if (codes.quota.includes(code)) throw quota(name, code, message)
  if (codes.key.includes(code)) throw key(name, code, message)
  throw codeError(name, code, message)
}

const said = (code: string, message: string): string => (message === '' ? code : `${code}, ${message.slice(0, 300)}`)

const quota = (name: string, code: string, message: string): AppError =>
  new AppError('quota.exhausted', `${name}: the server's quota is spent (${said(code, message)}).`, {
    hint: 'It goes on by itself once the quota starts anew; what was answered is kept.',
    retriable: true,
    details: { url: name, code, message, by: 'server' }
  })

const key = (name: string, code: string, message: string): AppError =>
  new AppError('collect.key', `${name} refused the key (${said(code, message)}).`, {
    hint: 'Check the key of the connection: it may be unknown, expired, or not allowed to ask this.',
    details: { url: name, code, message }
  })

/** An answer whose code is no success and nothing declared. */
export const codeError = (name: string, code: string, message: string): AppError =>
  new AppError('collect.code', `${name} answered ${said(code, message)}.`, {
    hint: 'Look the code up in the documentation of the service; declare it in answer.codes where it means no data or a quota.',
    details: { url: name, code, message }
  })
