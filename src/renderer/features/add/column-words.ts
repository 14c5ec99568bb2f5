import type { TFunction } from 'i18next'
import type { ColumnSource } from '../../../pipeline/contract'
import { en } from '../../locales/en'

type NoteKey = keyof typeof en.add.columns.note

/** Why a column got its type, in words; the code itself for one that this window does not know. */
export function noteWord(note: string, t: TFunction): string {
  const key = note.replaceAll(/[.-]/g, '_')
  return key in en.add.columns.note ? t(`add.columns.note.${key as NoteKey}`) : note
}

/** Where a column's values come from. */
export function sourceWord(source: ColumnSource, t: TFunction): string {
  if ('header' in source) return source.header === '' ? t('add.columns.unnamed') : source.header
  return 'position' in source
    ? t('add.columns.position', { n: source.position + 1 })
    : t('add.columns.path', { name: source.path })
}

/** A type as people say it; decimals keep their digits. */
export function typeWord(type: string, t: TFunction): string {
  if (type.startsWith('decimal')) return `${t('add.columns.decimal')} ${type.slice('decimal'.length)}`
  return t(`add.columns.types.${type as keyof typeof en.add.columns.types}`)
}
