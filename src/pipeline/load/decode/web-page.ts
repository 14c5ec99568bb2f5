import { AppError } from '../../lib/errors'

const page = /^[\uFEFF\s]*(<\?xml[^>]*>\s*)?(<!--[^]*?-->\s*)*<(!doctype\s+html|html|head|body)[\s>]/i
const markup = /^[\uFEFF\s]*</
/** Bytes by which a page is told. */
export const PAGE_HEAD_BYTES = 2_000

/** Servers answer with a page where a file is gone or a login is asked for, and say 200. */
export function refuseWebPage(name: string, head: Buffer): void {
  if (page.test(head.toString('utf8', 0, PAGE_HEAD_BYTES))) throw webPage(name)
}

/** What a server calls a page and what begins as one; many call their CSV so too, which is read. */
export function refuseHtmlAnswer(name: string, contentType: string | undefined, head: Buffer): void {
  const html = /^\s*(text\/html|application\/xhtml\+xml)\b/i.test(contentType ?? '')
  if (html && markup.test(head.toString('utf8', 0, PAGE_HEAD_BYTES))) throw webPage(name)
}

const webPage = (name: string): AppError =>
  new AppError('file.format', `"${name}" is a web page (HTML), not a data file.`, {
    hint: 'Open the address in a browser: it may ask for a login, or the file may have moved.',
    details: { file: name }
  })
