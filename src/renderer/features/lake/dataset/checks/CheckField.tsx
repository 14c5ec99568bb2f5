import { Autocomplete, Checkbox, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useCall } from '../../../../bridge'
import styles from './checks.module.css'
import type { Problem } from './draft'
import type { Field } from './fields'

interface Props {
  field: Field
  value: string
  columns: readonly string[]
  problem: Problem | undefined
  onChange: (value: string) => void
}

/** One field of a check, by what it holds. */
export function CheckField({ field: { name, input }, value, columns, problem, onChange }: Props) {
  const { t } = useTranslation()
  const { value: datasets = [] } = useCall('datasets.list', input === 'dataset' ? {} : null)
  const common = {
    label: t(`checks.field.${name}`),
    error: problem === undefined ? undefined : t(`checks.problem.${problem}`)
  }
  switch (input) {
    case 'column':
      return <Autocomplete {...common} data={[...columns]} value={value} onChange={onChange} />
    case 'dataset':
      return <Autocomplete {...common} data={datasets.map((one) => one.name)} value={value} onChange={onChange} />
    case 'list':
      return (
        <Textarea
          {...common}
          description={t('checks.field.listHint')}
          rows={4}
          size="xs"
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )
    case 'sql':
      return (
        <TextInput
          {...common}
          className={styles.wide ?? ''}
          classNames={{ input: 'mono' }}
          value={value}
          spellCheck={false}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )
    case 'flag':
      return (
        <Checkbox
          label={common.label}
          mt={24}
          checked={value !== 'false'}
          onChange={(event) => onChange(event.currentTarget.checked ? 'true' : 'false')}
        />
      )
    default:
      return (
        <TextInput
          {...common}
          value={value}
          classNames={{ input: 'tabular' }}
          rightSection={input === 'share' ? <span className="muted">%</span> : undefined}
          placeholder={input === 'columns' ? columns.slice(0, 2).join(', ') : undefined}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )
  }
}
