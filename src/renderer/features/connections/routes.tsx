import type { RouteObject } from 'react-router'
import { ConnectionScreen } from './ConnectionScreen'
import { ConnectionsScreen } from './ConnectionsScreen'
import { VariablesScreen } from './VariablesScreen'

/** Pages of the settings. */
export const connectionsRoutes: RouteObject[] = [
  { path: 'settings/connections', element: <ConnectionsScreen /> },
  { path: 'settings/connections/:name', element: <ConnectionScreen /> },
  { path: 'settings/variables', element: <VariablesScreen /> }
]
