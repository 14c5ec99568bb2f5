const MAX_DEPTH = 100
const token = /<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>|<\?[^]*?\?>|<\/([^\s<>]+)\s*>|<([^\s<>/!?]+)((?:[^<>"']|"[^"]*"|'[^']*')*)>|</g

/** Why a text is no whole XML document, or undefined: each element must be closed by its own name, and there is one root. */
export function xmlFault(text: string): string | undefined {
  const open: string[] = []
  let roots = 0
  for (const [piece, closed, opened, rest = ''] of text.matchAll(token)) {
    if (piece === '<') return 'a tag that does not end'
    if (closed !== undefined && open.pop() !== closed) return `</${closed.slice(0, 40)}> closes nothing`
    if (opened === undefined) continue
    if (open.length === 0) roots += 1
    if (!rest.endsWith('/')) open.push(opened)
    if (open.length > MAX_DEPTH) return `more than ${MAX_DEPTH} elements inside each other`
  }
  const [last] = open.slice(-1)
  if (last !== undefined) return `<${last.slice(0, 40)}> is never closed`
  return roots === 1 ? undefined : roots === 0 ? 'it has no element' : 'it has more than one root'
}
