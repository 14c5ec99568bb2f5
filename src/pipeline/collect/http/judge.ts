import type { HttpCollect } from '../../contract'
import type { Judge } from '../../connect/http/client'
import type { HttpReply } from '../../connect/http/exchange'
import { statusError } from '../../connect/http/failures'
import { codeError } from './answer/codes'
import { parseAnswer, readPage, type AnswerPage } from './answer/read-answer'
import { firstText } from './answer/tree'

export interface JudgedAnswer {
  reply: HttpReply
  found: AnswerPage
}

/** Reads an answer by its status and its own code; undefined where it is worth another try. */
export function judgeAnswer(shown: string, { answer, paging }: Pick<HttpCollect, 'answer' | 'paging'>): Judge<JudgedAnswer> {
  const name = shown.split('?', 1)[0] ?? shown
  return (reply, last) => {
    if (reply.status < 200 || reply.status > 299) {
      codeOfFailure(name, reply, answer)
      if (reply.status === 429 || reply.status >= 500) return undefined
      throw statusError({ method: 'GET', url: '', headers: {}, shown: name }, reply, undefined)
    }
    const { root } = parseAnswer(name, reply.body, reply.headers['content-type'], answer)
    const found = readPage(name, root, answer, paging)
    if (found !== undefined) return { reply, found }
    if (last) throw codeError(name, firstText(root, answer.codes?.path) ?? '', firstText(root, answer.codes?.message) ?? '')
    return undefined
  }
}

/** A failure may say by its own code that a quota is spent or a key refused; what cannot be read says nothing. */
function codeOfFailure(name: string, reply: HttpReply, answer: HttpCollect['answer']): void {
  const { codes } = answer
  if (codes === undefined) return
  let root: unknown
  try {
    root = parseAnswer(name, reply.body, reply.headers['content-type'], answer).root
  } catch {
    return
  }
  const code = firstText(root, codes.path)
  if (code !== undefined && [...codes.quota, ...codes.key].includes(code)) readPage(name, root, answer, undefined)
}
