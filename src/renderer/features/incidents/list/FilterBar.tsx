import { Chip, Group, Select, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { incidentKind, incidentState } from '../../../../pipeline/contract'
import styles from '../incidents.module.css'
import { usualStates, type Filtering } from '../shared/use-filter'

/** How long typing may pause before it is searched, in ms. */
const TYPING_MS = 250

/** States, dataset, kind, words; all of it in the address. */
export function FilterBar({ filtering, datasets }: { filtering: Filtering; datasets: readonly string[] }) {
  const { t } = useTranslation()
  const { get, set, states } = filtering
  const choose = (next: string[]): void => {
    const usual = next.length === usualStates.length && usualStates.every((one) => next.includes(one))
    set({ state: usual || next.length === 0 ? undefined : incidentState.options.filter((one) => next.includes(one)).join(',') })
  }
  return (
    <div className={styles.filters}>
      <Group gap={4} role="group" aria-label={t('incidents.filter.state')}>
        <Chip.Group multiple value={[...states]} onChange={choose}>
          {incidentState.options.map((state) => (
            <Chip key={state} value={state} size="xs" variant="light" radius="sm">
              {t(`incidents.state.${state}`)}
            </Chip>
          ))}
        </Chip.Group>
      </Group>
      <Select
        aria-label={t('incidents.filter.dataset')}
        placeholder={t('incidents.filter.dataset')}
        w={180}
        clearable
        searchable
        value={get('dataset') === '' ? null : get('dataset')}
        data={[...new Set([...datasets, ...(get('dataset') === '' ? [] : [get('dataset')])])]}
        onChange={(value) => set({ dataset: value ?? undefined })}
      />
      <Select
        aria-label={t('incidents.filter.kind')}
        placeholder={t('incidents.filter.kind')}
        w={124}
        clearable
        value={get('kind') === '' ? null : get('kind')}
        data={incidentKind.options.map((value) => ({ value, label: t(`incidents.kind.${value}`) }))}
        onChange={(value) => set({ kind: value ?? undefined })}
      />
      <TextFilter filtering={filtering} />
    </div>
  )
}

function TextFilter({ filtering }: { filtering: Filtering }) {
  const { t } = useTranslation()
  const asked = filtering.get('q')
  const [text, setText] = useState(asked)
  const [seen, setSeen] = useState(asked)
  // The address may change without typing, as by going back.
  if (asked !== seen) {
    setSeen(asked)
    if (asked !== text.trim()) setText(asked)
  }
  const search = useDebouncedCallback((value: string) => filtering.set({ q: value.trim() }), TYPING_MS)
  return (
    <TextInput
      aria-label={t('incidents.filter.text')}
      placeholder={t('incidents.filter.text')}
      style={{ flex: '1 1 140px', maxWidth: 320 }}
      value={text}
      maxLength={200}
      leftSection={<IconSearch size={14} aria-hidden />}
      onChange={(event) => {
        setText(event.currentTarget.value)
        search(event.currentTarget.value)
      }}
    />
  )
}
