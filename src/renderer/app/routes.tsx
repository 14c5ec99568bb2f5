import { createHashRouter, Navigate } from 'react-router'
import { AddScreen } from '../features/add/AddScreen'
import { connectionsRoutes } from '../features/connections/routes'
import { CollectScreen } from '../features/collect/CollectScreen'
import { HealthScreen } from '../features/health/HealthScreen'
import { incidentsRoutes } from '../features/incidents/routes'
import { lakeRoutes } from '../features/lake/routes'
import { overviewRoutes } from '../features/overview/routes'
import { runsRoutes } from '../features/runs/routes'
import { SettingsScreen } from '../features/settings/SettingsScreen'
import { RouteCrash } from './CrashPanel'
import { NotFound } from './NotFound'
import { Shell } from './Shell'

/** Hash routes, since they are the same under `app://` and over http. */
export const router = createHashRouter([
  {
    path: '/',
    element: <Shell />,
    errorElement: <RouteCrash />,
    children: [
      {
        errorElement: <RouteCrash />,
        children: [
          { index: true, element: <Navigate to="/overview" replace /> },
          ...overviewRoutes,
          ...lakeRoutes,
          ...runsRoutes,
          ...incidentsRoutes,
          ...connectionsRoutes,
          { path: 'add', element: <AddScreen /> },
          { path: 'add/collect', element: <CollectScreen /> },
          { path: 'health', element: <HealthScreen /> },
          { path: 'settings', element: <SettingsScreen /> },
          { path: '*', element: <NotFound /> }
        ]
      }
    ]
  }
])
