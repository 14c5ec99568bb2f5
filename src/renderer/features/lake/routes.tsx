import type { RouteObject } from 'react-router'
import { DatasetList } from './DatasetList'

/** The Lake's screens under `/lake`. */
export const lakeRoutes: RouteObject[] = [{ path: 'lake', element: <DatasetList /> }]
