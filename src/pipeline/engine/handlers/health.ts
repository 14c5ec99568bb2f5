import { HealthReader } from '../health/health-reader'
import type { Handlers } from '../protocol/dispatch'
import type { Services } from '../services'
import type { StatusReader } from '../status'

export function healthHandlers(services: Services, status: StatusReader): Pick<Handlers, 'health.get'> {
  const reader = new HealthReader(services, status)
  return { 'health.get': () => reader.read() }
}
