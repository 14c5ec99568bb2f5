import type { Handlers } from '../protocol/dispatch'
import type { Services } from '../services'
import type { StatusReader } from '../status'
import { backfillHandlers } from './backfills'
import { connectionsHandlers } from './connections'
import { collectHandlers } from './collect'
import { checksHandlers } from './checks'
import { incidentsHandlers } from './incidents'
import { deliveriesHandlers } from './deliveries'
import { healthHandlers } from './health'
import { datasetHandlers } from './datasets'
import { flowHandlers } from './flow'
import { graphHandlers } from './graph'
import { lakeHandlers } from './lake'
import { resultHandlers } from './results'
import { runHandlers } from './runs'
import { sourceHandlers } from './sources'
import { workspaceHandlers } from './workspace'

/** A handler for every method of the contract. */
export const createHandlers = (services: Services, status: StatusReader): Handlers => ({
  ...workspaceHandlers(services, status),
  ...datasetHandlers(services),
  ...lakeHandlers(services),
  ...sourceHandlers(services),
  ...runHandlers(services),
  ...backfillHandlers(services),
  ...graphHandlers(services),
  ...flowHandlers(services),
  ...connectionsHandlers(services),
  ...collectHandlers(services),
  ...checksHandlers(services),
  ...incidentsHandlers(services),
  ...deliveriesHandlers(services),
  ...healthHandlers(services, status),
  ...resultHandlers(services)
})
