import type { RouteObject } from 'react-router'
import { DatasetScreen } from './dataset/DatasetScreen'
import { LakeScreen } from './list/LakeScreen'
import { PartitionScreen } from './partition/PartitionScreen'

/** The Lake's screens under `/lake`. */
export const lakeRoutes: RouteObject[] = [
  { path: 'lake', element: <LakeScreen /> },
  { path: 'lake/:name', element: <DatasetScreen /> },
  { path: 'lake/:name/:dt', element: <PartitionScreen /> }
]
