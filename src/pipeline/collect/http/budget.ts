import { AppError } from '../../lib/errors'

/** Requests of one collection: how many were made, and how many still may be. */
export class Budget {
  requests = 0

  constructor(readonly mayAsk: number | null) {}

  /** Counts a request that is about to be made; `quota.exhausted` where none may be made any more. */
  spend(): void {
    if (this.mayAsk !== null && this.requests >= this.mayAsk) {
      throw new AppError('quota.exhausted', `The ${this.mayAsk} requests that may be made now are spent.`, {
        hint: 'It goes on by itself once the quota starts anew; what was answered is kept.',
        retriable: true,
        details: { by: 'limit' }
      })
    }
    this.requests += 1
  }
}
