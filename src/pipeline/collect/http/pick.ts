import type { HttpCollect } from '../../contract'
import { at, isRecord, textOf, type Tree } from './answer/tree'
import { momentText } from './moments'
import type { Question } from './questions'

/** Turns rows of an answer into JSON lines of texts, with the fields that the dataset reads and no others. */
export class Picker {
  readonly #fields: { name: string; key: string }[]
  readonly #asked: string[]
  /** XML has no other way to say nothing. */
  readonly #emptyIsNull: boolean

  constructor(
    fields: readonly string[],
    { answer }: Pick<HttpCollect, 'answer'>,
    readonly zone: string
  ) {
    const unique = [...new Set(fields)]
    this.#fields = unique.filter((name) => !name.startsWith('@')).map((name) => ({ name, key: `${JSON.stringify(name)}:` }))
    this.#asked = unique.filter((name) => name.startsWith('@'))
    this.#emptyIsNull = answer.format === 'xml'
  }

  /** One line a row, each with its line end. */
  lines(rows: readonly Tree[], question: Question): string {
    if (rows.length === 0) return ''
    const same = this.#asked.flatMap((name) => this.#sameCell(name, question))
    return rows.map((row) => this.#line(row, same)).join('')
  }

  #line(row: Tree, same: string[]): string {
    const cells = this.#fields.flatMap(({ name, key }) => {
      const value = this.#textAt(row, name)
      return value === undefined ? [] : [key + JSON.stringify(value)]
    })
    // An attribute of an XML row may be named as a value that was asked with; what was asked is meant.
    return `{${[...cells, ...same, ...this.#attributes(row)].join(',')}}\n`
  }

  #textAt(row: Tree, name: string): string | null | undefined {
    const text = fieldText(row, name)
    return text === '' && this.#emptyIsNull ? null : text
  }

  #sameCell(name: string, { window, values }: Question): string[] {
    const asked = name.slice(1)
    const text = Object.hasOwn(values, asked) ? values[asked] : momentText(asked, undefined, window, this.zone)
    return text === undefined ? [] : [`${JSON.stringify(name)}:${JSON.stringify(text)}`]
  }

  #attributes(row: Tree): string[] {
    return this.#asked.flatMap((name) =>
      isRecord(row) && Object.hasOwn(row, name) ? [`${JSON.stringify(name)}:${JSON.stringify(textOf(row[name]))}`] : []
    )
  }
}

/** A field's text; undefined where the row has none. `a.b` also names what lies deeper. */
function fieldText(row: Tree, name: string): string | null | undefined {
  if (!isRecord(row)) return Array.isArray(row) ? listText(row, name) : name === 'value' ? textOf(row) : undefined
  if (Object.hasOwn(row, name)) return textOf(row[name])
  const deeper = name.includes('.') ? at(row, name) : undefined
  return deeper === undefined ? undefined : textOf(deeper)
}

const listText = (row: Tree[], name: string): string | null | undefined =>
  /^\d{1,4}$/.test(name) && Number(name) < row.length ? textOf(row[Number(name)]) : undefined
