import type { RouteObject } from 'react-router'
import { RunsScreen } from './list/RunsScreen'
import { StartedScreen } from './progress/StartedScreen'
import { RunScreen } from './run/RunScreen'
import { BackfillScreen } from './sheet/BackfillScreen'

/** The runs, one run, and the backfill sheet before and after its start. */
export const runsRoutes: RouteObject[] = [
  { path: 'runs', element: <RunsScreen /> },
  { path: 'runs/:id', element: <RunScreen /> },
  { path: 'backfill', element: <BackfillScreen /> },
  { path: 'backfill/:id', element: <StartedScreen /> }
]
