import type { ColumnSource, Recognition } from '../../contract'

export interface NamedColumn {
  name: string
  source: ColumnSource
}

type Notes = Recognition['notes']

/** Unique, non-empty names for the columns of a file, with notes about those that had to be made. */
export function nameColumns(header: readonly string[] | undefined, width: number): { columns: NamedColumn[]; notes: Notes } {
  const notes: Notes = []
  const used = new Set<string>()
  const written = header ?? []
  const columns = Array.from({ length: width }, (_, position): NamedColumn => {
    const raw = written[position]
    const plain = (raw ?? '')
      .normalize('NFC')
      .replace(/\p{Cc}/gu, ' ')
      .trim()
      .slice(0, 240)
    const wanted = plain === '' ? `column_${position + 1}` : plain
    const name = unused(wanted, used)
    used.add(name.toLowerCase())
    if (raw !== undefined && plain === '') notes.push({ code: 'header.unnamed', values: { position: position + 1, name } })
    if (raw !== undefined && name !== wanted)
      notes.push({ code: 'header.duplicate', values: { position: position + 1, header: plain, name } })
    const byName = raw !== undefined && raw !== '' && written.indexOf(raw) === position && written.lastIndexOf(raw) === position
    return { name, source: byName ? { header: raw } : { position } }
  })
  return { columns, notes }
}

/** A name that no other has yet, compared without case. */
export function unused(wanted: string, used: ReadonlySet<string>): string {
  let name = wanted
  for (let count = 2; used.has(name.toLowerCase()); count += 1) name = `${wanted}_${count}`
  return name
}
