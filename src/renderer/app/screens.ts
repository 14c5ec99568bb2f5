import {
  IconAlertHexagon,
  IconDatabase,
  IconFilePlus,
  IconHeartbeat,
  IconHome,
  IconRefresh,
  IconSettings
} from '@tabler/icons-react'

/** What stands in the rail, in the order of Ctrl+1…9; `key` is the physical key after g. */
export const screens = [
  { name: 'overview', path: '/overview', icon: IconHome, code: 'KeyO' },
  { name: 'lake', path: '/lake', icon: IconDatabase, code: 'KeyL' },
  { name: 'runs', path: '/runs', icon: IconRefresh, code: 'KeyR' },
  { name: 'incidents', path: '/incidents', icon: IconAlertHexagon, code: 'KeyI' },
  { name: 'add', path: '/add', icon: IconFilePlus, code: 'KeyA' },
  { name: 'health', path: '/health', icon: IconHeartbeat, code: 'KeyH' },
  { name: 'settings', path: '/settings', icon: IconSettings, code: 'KeyS' }
] as const
export type Screen = (typeof screens)[number]
