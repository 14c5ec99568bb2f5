import { Button, Group, TextInput } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { nameProblem } from './table'

interface Props {
  label: string
  action: string
  taken: readonly string[]
  onAdd: (name: string) => void
}

/** A name and the button that adds it; what is wrong with it is said while it is typed. */
export function NewName({ label, action, taken, onAdd }: Props) {
  const { t } = useTranslation()
  const [name, setName] = useState('')
  const problem = name === '' ? undefined : nameProblem(name, taken)
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (name === '' || problem !== undefined) return
    onAdd(name)
    setName('')
  }
  return (
    <form onSubmit={submit}>
      <Group gap="sm" align="flex-start">
        <TextInput
          aria-label={label}
          placeholder={label}
          value={name}
          error={problem === undefined ? undefined : t(`variables.${problem}`)}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" disabled={name === '' || problem !== undefined}>
          {action}
        </Button>
      </Group>
    </form>
  )
}
