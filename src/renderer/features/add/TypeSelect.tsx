import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ColumnRow } from './column-row'
import { typeWord } from './column-words'
import { correctType } from './store'

const plain = ['text', 'integer', 'decimal(18,2)', 'float', 'boolean', 'date', 'datetime', 'timestamp', 'time'] as const

/** A column's type, to be corrected in its cell; the source is then read again. */
export function TypeSelect({ row }: { row: ColumnRow }) {
  const { t } = useTranslation()
  const choices: readonly string[] = plain.some((type) => type === row.type) ? plain : [row.type, ...plain]
  return (
    <NativeSelect
      variant="unstyled"
      size="xs"
      aria-label={`${t('add.columns.type')}: ${row.name}`}
      data={choices.map((value) => ({ value, label: typeWord(value, t) }))}
      value={row.type}
      onChange={(event) => correctType(row.recognised.source, event.currentTarget.value)}
    />
  )
}
