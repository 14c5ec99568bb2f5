import { Notification } from 'electron'
import type { EventOf } from '../../pipeline/contract'
import { IncidentNews, type IncidentNotice } from './incident-news'
import type { Words } from './words'

/** Desktop notifications of new incidents; a click opens the incident, or the list of them. */
export class IncidentNotices {
  /** Kept while they are shown: one that nothing refers to any more would not hear its click. */
  private readonly shown = new Set<Notification>()
  private readonly news = new IncidentNews({
    since: Date.now(),
    now: () => Date.now(),
    later: (work, ms) => void setTimeout(work, ms),
    show: (notice) => this.show(notice)
  })

  constructor(
    private readonly words: () => Words,
    private readonly open: (route: string) => void
  ) {}

  hear(incident: EventOf<'incidents.changed'>): void {
    this.news.hear(incident)
  }

  /** Whether somebody who was told of the dataset's incident need not be told that it needs somebody. */
  covers(dataset: string | null): boolean {
    return dataset !== null && this.news.covers(dataset)
  }

  private show(notice: IncidentNotice): void {
    if (!Notification.isSupported()) return
    const words = this.words()
    const body = notice.kind === 'one' ? words.incident(notice.incident) : words.incidents(notice)
    const notification = new Notification({ title: words.app, body, silent: true })
    const route = notice.kind === 'one' ? `/incidents/${encodeURIComponent(notice.incident.id)}` : '/incidents'
    notification.on('click', () => this.open(route))
    notification.on('close', () => this.shown.delete(notification))
    this.shown.add(notification)
    notification.show()
  }
}
