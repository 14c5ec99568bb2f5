import { Tooltip, UnstyledButton } from '@mantine/core'
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { NavLink } from 'react-router'
import { useStore } from 'zustand'
import { changeSettings, settingsStore } from '../bridge/settings'
import { Mark } from './Mark'
import { screens, type Screen } from './screens'

/** The screens that work, 200 px wide with words or 56 px without. */
export function Rail() {
  const { t } = useTranslation()
  const folded = useStore(settingsStore, (settings) => settings.railFolded)
  const FoldIcon = folded ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse
  const foldLabel = t(folded ? 'nav.unfold' : 'nav.fold')
  return (
    <nav className="shell-rail" aria-label={t('nav.label')} data-folded={folded || undefined}>
      <div className="shell-brand">
        <Mark />
        {folded ? null : 'Penstock'}
      </div>
      <ul className="shell-nav">
        {screens.map((screen) => (
          <li key={screen.name}>
            <RailLink screen={screen} folded={folded} />
          </li>
        ))}
      </ul>
      <Tooltip label={foldLabel} position="right" disabled={!folded}>
        <UnstyledButton
          className="shell-link"
          mt={2}
          onClick={() => void changeSettings({ railFolded: !folded })}
          aria-label={foldLabel}
          aria-expanded={!folded}
        >
          <FoldIcon size={18} stroke={1.5} aria-hidden />
          {folded ? null : <span className="muted">{foldLabel}</span>}
        </UnstyledButton>
      </Tooltip>
    </nav>
  )
}

function RailLink({ screen, folded }: { screen: Screen; folded: boolean }) {
  const { t } = useTranslation()
  const label = t(`nav.${screen.name}`)
  return (
    <Tooltip label={label} position="right" disabled={!folded}>
      <NavLink className="shell-link" to={screen.path} aria-label={label}>
        <screen.icon size={18} stroke={1.5} aria-hidden />
        {folded ? null : label}
      </NavLink>
    </Tooltip>
  )
}
