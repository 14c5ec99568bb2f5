import type { RouteObject } from 'react-router'
import { IncidentsScreen } from './IncidentsScreen'

/** The list, and one incident beside it. */
export const incidentsRoutes: RouteObject[] = [{ path: 'incidents/:id?', element: <IncidentsScreen /> }]
