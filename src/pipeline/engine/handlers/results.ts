import type { Handlers } from '../protocol/dispatch'
import type { Services } from '../services'

type ResultHandlers = Pick<Handlers, 'result.page' | 'result.close'>

export function resultHandlers({ results }: Services): ResultHandlers {
  return {
    'result.page': async ({ handle, from, to, columns }) => results.page(handle, from, to, columns),
    'result.close': async ({ handle }) => {
      results.close(handle)
      return {}
    }
  }
}
