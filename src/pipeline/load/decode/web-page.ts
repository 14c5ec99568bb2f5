import { AppError } from '../../lib/errors'

const page = /^[\uFEFF\s]*(<!--[^]*?-->\s*)*<(!doctype\s+html|html|head|body)[\s>]/i

/** Servers answer with a page where a file is gone or a login is asked for, and say 200. */
export function refuseWebPage(name: string, head: Buffer): void {
  if (!page.test(head.toString('utf8', 0, 2_000))) return
  throw new AppError('file.format', `"${name}" is a web page (HTML), not a data file.`, {
    hint: 'Open the address in a browser: it may ask for a login, or the file may have moved.',
    details: { file: name }
  })
}
