import { useTranslation } from 'react-i18next'
import { en } from '../../locales/en'
import { useAdd } from './use-add'

type NoteKey = keyof typeof en.add.notes
const noteKey = (code: string): NoteKey => {
  const key = code.replaceAll(/[.-]/g, '_')
  return key in en.add.notes ? (key as NoteKey) : 'other'
}

const noValues = { position: '', header: '', name: '', files: '', first: '' }

/** What the recogniser wants said about the source. */
export function RecognitionNotes() {
  const { t } = useTranslation()
  const { recognition } = useAdd()
  const notes = recognition?.notes ?? []
  if (notes.length === 0) return null
  return (
    <ul style={{ margin: 0, padding: '0 16px 12px 32px' }} className="muted">
      {notes.map(({ code, values }) => {
        const listed = Object.entries(values)
          .map(([name, value]) => `${name} ${value}`)
          .join(', ')
        return (
          <li key={`${code} ${listed}`}>{t(`add.notes.${noteKey(code)}`, { ...noValues, ...values, code, values: listed })}</li>
        )
      })}
    </ul>
  )
}
