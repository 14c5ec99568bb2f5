import {
  IconAlertHexagon,
  IconCalendarEvent,
  IconDatabase,
  IconKeyboard,
  IconLanguage,
  IconListCheck,
  IconPalette,
  IconPlugConnected,
  IconRefresh,
  IconTable,
  IconVariable,
  type Icon
} from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { useNavigate, type NavigateFunction } from 'react-router'
import type { DatasetSummary } from '../../pipeline/contract'
import { useCall } from '../bridge'
import { changeSettings } from '../bridge/settings'
import { backfillLink } from '../ui'
import { partitionQuery, score } from './palette-match'
import { screens } from './screens'
import { showCheatSheet, showTray } from './shell-store'

export interface PaletteAction {
  id: string
  label: string
  description?: string
  icon: Icon
  run: () => void
}
export interface PaletteGroup {
  label: string
  actions: PaletteAction[]
}

/** What the palette offers for a query, best matches first; everything but partitions for an empty one. */
export function usePaletteGroups(query: string): PaletteGroup[] {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { value: datasets = [] } = useCall('datasets.list', {}, { follow: '*' })
  const partition = partitionQuery(
    query,
    datasets.map(({ name }) => name)
  )
  const groups: PaletteGroup[] = [
    { label: t('palette.partitions'), actions: partition === undefined ? [] : [partitionAction(partition, t, navigate)] },
    { label: t('palette.screens'), actions: matching(query, [...screenActions(t, navigate), ...settingsActions(t, navigate)]) },
    { label: t('palette.datasets'), actions: matching(query, datasetActions(datasets, navigate)).slice(0, 20) },
    {
      label: t('palette.actions'),
      actions: matching(query, [
        ...plainActions(t),
        ...incidentActions(datasets, query, t, navigate),
        ...backfillActions(datasets, query, t, navigate)
      ])
    }
  ]
  return groups.filter(({ actions }) => actions.length > 0)
}

function matching(query: string, actions: PaletteAction[]): PaletteAction[] {
  if (query.trim() === '') return actions
  return actions
    .map((action) => ({ action, points: Math.max(score(query, action.label), score(query, action.description ?? '')) }))
    .filter(({ points }) => points > 0)
    .sort((a, b) => b.points - a.points)
    .map(({ action }) => action)
}

const partitionAction = (
  { name, dt }: { name: string; dt: string },
  t: TFunction,
  navigate: NavigateFunction
): PaletteAction => ({
  id: `partition ${name} ${dt}`,
  label: t('palette.openPartition', { name, dt }),
  icon: IconCalendarEvent,
  run: () => void navigate(`/lake/${encodeURIComponent(name)}/${dt}`)
})

const screenActions = (t: TFunction, navigate: NavigateFunction): PaletteAction[] =>
  screens.map(({ name, path, icon }) => ({
    id: `screen ${name}`,
    label: t(`nav.${name}`),
    icon,
    run: () => void navigate(path)
  }))

const settingsActions = (t: TFunction, navigate: NavigateFunction): PaletteAction[] => [
  {
    id: 'screen connections',
    label: t('connections.title'),
    icon: IconPlugConnected,
    run: () => void navigate('/settings/connections')
  },
  { id: 'screen variables', label: t('variables.title'), icon: IconVariable, run: () => void navigate('/settings/variables') }
]

const datasetActions = (datasets: readonly DatasetSummary[], navigate: NavigateFunction): PaletteAction[] =>
  datasets.map(({ name, title }) => {
    const description = [title?.ko, title?.en].filter((text) => text !== undefined && text !== name).join(' · ')
    return {
      id: `dataset ${name}`,
      label: name,
      ...(description === '' ? {} : { description }),
      icon: IconDatabase,
      run: () => void navigate(`/lake/${encodeURIComponent(name)}`)
    }
  })

/** One for each dataset would bury the rest, so they wait for a word. */
const backfillActions = (
  datasets: readonly DatasetSummary[],
  query: string,
  t: TFunction,
  navigate: NavigateFunction
): PaletteAction[] =>
  query.trim() === ''
    ? []
    : datasets.map(({ name }) => ({
        id: `backfill ${name}`,
        label: t('palette.backfill', { name }),
        icon: IconRefresh,
        run: () => void navigate(backfillLink({ dataset: name }))
      }))

/** The open ones and the closed ones; of one dataset once there is a word. */
const incidentActions = (
  datasets: readonly DatasetSummary[],
  query: string,
  t: TFunction,
  navigate: NavigateFunction
): PaletteAction[] => [
  {
    id: 'incidents open',
    label: t('incidents.palette.open'),
    icon: IconAlertHexagon,
    run: () => void navigate('/incidents?state=open')
  },
  {
    id: 'incidents closed',
    label: t('incidents.palette.closed'),
    icon: IconAlertHexagon,
    run: () => void navigate('/incidents?state=closed')
  },
  ...(query.trim() === '' ? [] : datasets).map(({ name }) => ({
    id: `incidents ${name}`,
    label: t('incidents.palette.of', { name }),
    icon: IconAlertHexagon,
    run: () => void navigate(`/incidents?dataset=${encodeURIComponent(name)}`)
  }))
]

function plainActions(t: TFunction): PaletteAction[] {
  const action = (id: string, label: string, icon: Icon, run: () => void): PaletteAction => ({ id, label, icon, run })
  const set = (patch: Parameters<typeof changeSettings>[0]) => () => void changeSettings(patch)
  return [
    action('jobs', t('palette.jobs'), IconListCheck, () => showTray(true)),
    action('theme dark', t('palette.themeDark'), IconPalette, set({ theme: 'dark' })),
    action('theme light', t('palette.themeLight'), IconPalette, set({ theme: 'light' })),
    action('theme system', t('palette.themeSystem'), IconPalette, set({ theme: 'system' })),
    action('language ko', t('palette.languageKo'), IconLanguage, set({ language: 'ko' })),
    action('language en', t('palette.languageEn'), IconLanguage, set({ language: 'en' })),
    action('compact', t('palette.densityCompact'), IconTable, set({ density: 'compact' })),
    action('comfortable', t('palette.densityComfortable'), IconTable, set({ density: 'comfortable' })),
    action('shortcuts', t('palette.shortcuts'), IconKeyboard, () => showCheatSheet(true))
  ]
}
