const MAX_DEPTH = 100
const UNENDED = 'a tag that does not end'

/** What is neither an opening nor a closing tag, and how it ends. */
const PASSED = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>']
] as const

/**
 * Why a text is no whole XML document, or undefined: each element must be closed by its own name, and there is one root. It goes through the
 * text once: an answer of a foreign server must not be able to make it slow.
 */
export function xmlFault(text: string): string | undefined {
  const open: string[] = []
  let roots = 0
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
    const passed = PASSED.find(([begins]) => text.startsWith(begins, at))
    const end = passed === undefined ? tagEnd(text, at + 1) : behind(text, passed[1], at + passed[0].length)
    if (end === undefined) return UNENDED
    const tag = passed === undefined ? text.slice(at + 1, end - 1) : ''
    at = end
    if (passed !== undefined) continue
    if (tag.startsWith('/')) {
      const name = tag.slice(1).trimEnd()
      if (open.pop() !== name) return `</${name.slice(0, 40)}> closes nothing`
      continue
    }
    const name = nameOf(tag)
    if (name === '') return UNENDED
    if (open.length === 0) roots += 1
    if (!tag.endsWith('/')) open.push(name)
    if (open.length > MAX_DEPTH) return `more than ${MAX_DEPTH} elements inside each other`
  }
  const last = open.at(-1)
  if (last !== undefined) return `<${last.slice(0, 40)}> is never closed`
  return roots === 1 ? undefined : roots === 0 ? 'it has no element' : 'it has more than one root'
}

function behind(text: string, ending: string, from: number): number | undefined {
  const at = text.indexOf(ending, from)
  return at < 0 ? undefined : at + ending.length
}

/** Behind the `>` of a tag; one in quotes is a part of a value. */
function tagEnd(text: string, from: number): number | undefined {
  const sign = /[<>"']/g
  sign.lastIndex = from
  for (let found = sign.exec(text); found !== null; found = sign.exec(text)) {
    const [what] = found
    if (what === '<') return undefined
    if (what === '>') return sign.lastIndex
    const quoted = behind(text, what, sign.lastIndex)
    if (quoted === undefined) return undefined
    sign.lastIndex = quoted
  }
  return undefined
}

function nameOf(tag: string): string {
  const end = tag.search(/[\s/!?]/)
  return end < 0 ? tag : tag.slice(0, end)
}
