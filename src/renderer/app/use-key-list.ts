import { useTranslation } from 'react-i18next'
import type { KeyRow } from '../ui'
import { screens } from './screens'

/** Every key that the window listens to, in words. */
export function useKeyList(): KeyRow[] {
  const { t } = useTranslation()
  return [
    { keys: ['Ctrl', 'K'], what: t('keys.palette') },
    { keys: ['Ctrl', '1…9'], what: t('keys.screen') },
    ...screens.map(({ name, code }) => ({
      keys: ['g', code.slice(3).toLowerCase()],
      what: t('keys.go', { screen: t(`nav.${name}`) })
    })),
    { keys: ['g', 'j'], what: t('keys.jobs') },
    { keys: ['j', 'k'], what: t('keys.rows') },
    { keys: ['Enter'], what: t('keys.open') },
    { keys: ['b'], what: t('keys.backfill') },
    { keys: ['u'], what: t('keys.undo') },
    { keys: ['x'], what: t('keys.mark') },
    { keys: ['a', 's', 'n'], what: t('keys.incident') },
    { keys: ['c', 'o'], what: t('keys.incidentEnd') },
    { keys: ['Ctrl', 'C'], what: t('keys.copy') },
    { keys: ['Alt', '← →'], what: t('keys.back') },
    { keys: ['?'], what: t('keys.help') }
  ]
}
