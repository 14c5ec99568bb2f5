import { useTranslation } from 'react-i18next'
import type { LoadResult } from '../../../pipeline/contract'
import { en } from '../../locales/en'
import { formatCount } from '../../ui'

type NoteKey = keyof typeof en.add.loadNote
const noteKey = (code: string): NoteKey => {
  const key = code.replaceAll(/[.-]/g, '_')
  return key in en.add.loadNote ? (key as NoteKey) : 'other'
}

/** Things worth mentioning that cost no row. */
export function LoadNotes({ notes }: { notes: LoadResult['notes'] }) {
  const { t } = useTranslation()
  if (notes.length === 0) return null
  return (
    <ul className="muted tabular" style={{ margin: 0, paddingInlineStart: 16 }}>
      {notes.map(({ code, column, count }) => (
        <li key={`${code} ${column ?? ''}`}>
          {t(`add.loadNote.${noteKey(code)}`, { code, column: column ?? '', number: formatCount(count) })}
        </li>
      ))}
    </ul>
  )
}
