import { useTranslation } from 'react-i18next'
import { Outlet } from 'react-router'
import { CheatSheet } from './CheatSheet'
import { DropAnywhere } from './DropAnywhere'
import { JobTray } from './JobTray'
import { LostBand } from './LostBand'
import { Palette } from './Palette'
import { Rail } from './Rail'
import { StatusBar } from './StatusBar'
import { TopBar } from './TopBar'
import { useShortcuts } from './use-shortcuts'
import { useTitle } from './use-title'

export function Shell() {
  const { t } = useTranslation()
  useShortcuts()
  useTitle()
  return (
    <div className="shell">
      <a className="skip-link" href="#content" onClick={skip}>
        {t('shell.skip')}
      </a>
      <Rail />
      <TopBar />
      <main id="content" className="shell-page" tabIndex={-1}>
        <LostBand />
        <Outlet />
        <DropAnywhere />
      </main>
      <StatusBar />
      <JobTray />
      <Palette />
      <CheatSheet />
    </div>
  )
}

/** The address holds the route, so the link moves the focus by hand. */
function skip(event: React.MouseEvent): void {
  event.preventDefault()
  document.getElementById('content')?.focus()
}
