/** An identifier in SQL, whatever it holds. */
export const ident = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** A text in SQL, whatever it holds. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** A list of texts in SQL. */
export const literals = (texts: readonly string[]): string => `[${texts.map(literal).join(', ')}]`

/** Conditions joined by OR; `false` where there are none. */
export const anyOf = (conditions: readonly string[]): string =>
  conditions.length === 0 ? 'false' : conditions.map((condition) => `(${condition})`).join(' OR ')

/** `f(f(a, b), f(c, d))`: joined as a balanced tree, since SQL parsers limit depth, not width. */
export function joined(parts: readonly string[], pair: (left: string, right: string) => string): string {
  const [only = ''] = parts
  if (parts.length <= 1) return only
  const middle = Math.ceil(parts.length / 2)
  return pair(joined(parts.slice(0, middle), pair), joined(parts.slice(middle), pair))
}
