import { Select, Textarea, TextInput } from '@mantine/core'
import styles from '../connections.module.css'
import type { Field } from './fields'
import { useFieldWords } from './use-field-words'

interface Props {
  field: Field
  text: string
  /** In words. */
  problem: string | undefined
  onChange: (text: string) => void
}

/** Hints stand below, so that inputs side by side are level. */
const order: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error']

/** One field of a target with its name, its hint and what is wrong with it. */
export function FieldInput({ field, text, problem, onChange }: Props) {
  const words = useFieldWords()
  const { path, input, required } = field
  const common = {
    label: words.name(path),
    error: problem,
    inputWrapperOrder: order,
    className: field.wide === true ? (styles.wide ?? '') : '',
    ...(required === true ? { withAsterisk: true } : {})
  }
  const hint = words.hint(path)
  const described = hint === undefined ? common : { ...common, description: hint }
  if (input === 'choice') {
    const data = (field.choices ?? []).map((value) => ({ value: `=${value}`, label: words.choice(path, value) }))
    return (
      <Select
        {...described}
        data={data}
        value={`=${text}`}
        allowDeselect={false}
        onChange={(value) => onChange((value ?? '=').slice(1))}
      />
    )
  }
  const onType = (event: { currentTarget: { value: string } }): void => onChange(event.currentTarget.value)
  if (input === 'lines')
    return <Textarea {...described} value={text} autosize minRows={2} maxRows={8} spellCheck={false} onChange={onType} />
  return <TextInput {...described} value={text} spellCheck={false} autoComplete="off" onChange={onType} />
}
