import './zod-config'
import 'pretendard/dist/web/variable/pretendardvariable-dynamic-subset.css'
import '@mantine/core/styles.css'
import '@mantine/dropzone/styles.css'
import '@mantine/notifications/styles.css'
import '@mantine/spotlight/styles.css'
import '../ui/global.css'
import './shell.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { watchBackfills } from '../bridge/backfill-changes'
import { watchClock } from '../bridge/clock'
import { watchConnections } from '../bridge/connection-changes'
import { connect } from '../bridge/connection'
import { connectorForThisWindow } from '../bridge/connectors'
import { watchIncidents } from '../bridge/incidents'
import { watchJobs } from '../bridge/jobs'
import { watchLake } from '../bridge/lake-changes'
import { watchOverview } from '../bridge/overview'
import { settingsStore, watchSettings } from '../bridge/settings'
import { languageOf, startI18n } from '../locales/i18n'
import { nonceForLibraries } from '../ui/nonce'
import { App } from './App'
import { followSettings } from './follow-settings'

nonceForLibraries()
startI18n(languageOf(settingsStore.getState().language, navigator.language))
followSettings()
watchSettings()
watchJobs()
watchLake()
watchBackfills()
watchOverview()
watchIncidents()
watchConnections()
watchClock()
connect(connectorForThisWindow())

const root = document.getElementById('root')
if (root === null) throw new Error('the page has no root element')
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>
)
