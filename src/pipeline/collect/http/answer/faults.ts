import { AppError } from '../../../lib/errors'
import { planted } from '../../../lib/plant'

const SHOWN = 200
const page = /^\s*(<\?xml[^>]*>\s*)?(<!--[^]*?-->\s*)*<(!doctype\s+html|html|head|body)[\s>]/i

/** Refuses a web page that stands where data should be, with what it says. */
export function refusePage(name: string, text: string): void {
  if (!page.test(text.slice(0, 2000)) || planted('pages-are-data')) return
  throw answerError(
    name,
    `is a web page, not data: "${wordsOf(text)}"`,
    'Open the address in a browser: the service may be down or ask for a login.'
  )
}

/** What a reader of the page sees first. */
function wordsOf(html: string): string {
  const words = html
    .slice(0, 20_000)
    .replaceAll(/<(script|style)[^]*?<\/\1\s*>/gi, ' ')
    .replaceAll(/<!--[^]*?-->|<[^>]*>/g, ' ')
    .replaceAll(/&nbsp;|\s+/g, ' ')
    .trim()
  return words.length > SHOWN ? `${words.slice(0, SHOWN)}…` : words
}

/** The beginning of a text on one line. */
export const beginningOf = (text: string): string => {
  const line = text
    .slice(0, SHOWN * 2)
    .replaceAll(/\s+/g, ' ')
    .trim()
  return line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line
}

export const answerError = (name: string, what: string, hint: string): AppError =>
  new AppError('collect.answer', `The answer of ${name} ${what}.`, { hint, details: { url: name } })
