import { useTranslation } from 'react-i18next'
import { NavLink } from 'react-router'
import styles from './settings-tabs.module.css'

/** The pages of the settings, as links. */
export function SettingsTabs() {
  const { t } = useTranslation()
  const pages = [
    { to: '/settings', name: t('settings.general') },
    { to: '/settings/connections', name: t('connections.title') },
    { to: '/settings/variables', name: t('variables.title') }
  ]
  return (
    <div role="group" className={styles.tabs} aria-label={t('settings.title')}>
      {pages.map(({ to, name }) => (
        <NavLink key={to} to={to} end={to === '/settings'} className={styles.tab ?? ''}>
          {name}
        </NavLink>
      ))}
    </div>
  )
}
