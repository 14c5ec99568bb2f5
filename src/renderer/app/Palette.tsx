import { Spotlight } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { veil } from '../ui/theme'
import { usePaletteGroups } from './use-palette-groups'

/** Ctrl+K: datasets, partitions, screens and actions in one list. */
export function Palette() {
  const { t } = useTranslation()
  const [query, setQuery] = useState('')
  const groups = usePaletteGroups(query)
  return (
    <Spotlight.Root
      query={query}
      onQueryChange={setQuery}
      shortcut={['mod + K']}
      clearQueryOnClose
      size={600}
      maxHeight={440}
      scrollable
      overlayProps={veil}
      attributes={{ content: { 'aria-label': t('shell.palette') } }}
    >
      <Spotlight.Search
        placeholder={t('palette.placeholder')}
        aria-label={t('shell.palette')}
        leftSection={<IconSearch size={16} />}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) event.stopPropagation()
        }}
      />
      <Spotlight.ActionsList>
        {groups.length === 0 ? <Spotlight.Empty>{t('palette.nothing')}</Spotlight.Empty> : null}
        {groups.map((group) => (
          <Spotlight.ActionsGroup key={group.label} label={group.label}>
            {group.actions.map((action) => (
              <Spotlight.Action
                key={action.id}
                label={action.label}
                {...(action.description === undefined ? {} : { description: action.description })}
                onClick={action.run}
                leftSection={<action.icon size={16} stroke={1.5} aria-hidden />}
              />
            ))}
          </Spotlight.ActionsGroup>
        ))}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  )
}
