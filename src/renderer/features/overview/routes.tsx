import type { RouteObject } from 'react-router'
import { OverviewScreen } from './OverviewScreen'

/** The first screen. */
export const overviewRoutes: RouteObject[] = [{ path: 'overview', element: <OverviewScreen /> }]
