import { ActionIcon, Autocomplete, Button, Select, Stack, TextInput, Title } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import styles from '../connections.module.css'
import { overridable, type Draft } from './draft'
import type { Problem } from './problems'
import { useFieldWords } from './use-field-words'

interface Props {
  draft: Draft
  profiles: readonly string[]
  problems: ReadonlyMap<string, Problem>
  onChange: (overrides: Draft['overrides']) => void
}

/** Fields that are otherwise in a profile, one a row. */
export function Overrides({ draft, profiles, problems, onChange }: Props) {
  const { t } = useTranslation()
  const words = useFieldWords()
  const { overrides } = draft
  const change = (at: number, patch: Partial<Draft['overrides'][number]>): void =>
    onChange(overrides.map((one, index) => (index === at ? { ...one, ...patch } : one)))
  const fields = overridable(draft.kind).map((value) => ({ value, label: words.name(value) }))
  return (
    <Stack gap="xs" className={styles.wide ?? ''}>
      <Title order={3}>{t('connections.overrides')}</Title>
      {overrides.length === 0 ? <span className="muted">{t('connections.overridesNone')}</span> : null}
      {overrides.map((override, at) => (
        <div key={at} className={styles.row}>
          <Autocomplete
            aria-label={t('connections.profile')}
            placeholder={t('connections.profile')}
            data={[...profiles]}
            value={override.profile}
            onChange={(profile) => change(at, { profile })}
          />
          <Select
            aria-label={t('connections.fieldName')}
            data={fields}
            value={override.path}
            allowDeselect={false}
            onChange={(path) => change(at, { path: path ?? override.path })}
          />
          <TextInput
            aria-label={t('connections.value')}
            value={override.text}
            error={words.problem(problems.get(`override ${at}`))}
            onChange={(event) => change(at, { text: event.currentTarget.value })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('connections.dropOverride')}
            onClick={() => onChange(overrides.filter((_, index) => index !== at))}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </div>
      ))}
      <Button
        variant="default"
        w="fit-content"
        leftSection={<IconPlus size={14} />}
        onClick={() => onChange([...overrides, { profile: profiles[0] ?? 'test', path: fields[0]?.value ?? '', text: '' }])}
      >
        {t('connections.addOverride')}
      </Button>
    </Stack>
  )
}
