import type { Handlers } from '../protocol/dispatch'
import type { Services } from '../services'

type ResultHandlers = Pick<Handlers, 'result.page' | 'result.close'>

export function resultHandlers({ results }: Services): ResultHandlers {
  return {
    'result.page': ({ handle, from, to, columns }) => Promise.resolve(results.page(handle, from, to, columns)),
    'result.close': ({ handle }) => {
      results.close(handle)
      return Promise.resolve({})
    }
  }
}
