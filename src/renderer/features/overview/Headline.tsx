import { Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Overview } from '../../../pipeline/contract'
import { formatCount } from '../../ui'
import { BackfillMissing } from './BackfillMissing'
import { CheckLate } from './CheckLate'
import { lateOnes, missingOf, nextSession, withMissing } from './morning'
import styles from './overview.module.css'
import { dateText, useMinutesText } from './use-words'

/** The morning in one sentence, and what can be done about it at once. */
export function Headline({ overview, now }: { overview: Overview; now: number }) {
  const { t, i18n } = useTranslation()
  const { needing, rows, dataAsOf } = overview
  const total = rows.length
  const gaps = rows.reduce((sum, row) => sum + missingOf(row), 0)
  return (
    <header className={styles.headline}>
      <div className={styles.sentence}>
        <Title order={1} data-needing={needing}>
          {needing === 0 ? t('overview.well', { count: total, total }) : t('overview.need', { count: needing, needing, total })}
        </Title>
        <span className={styles.rest}>
          <span>
            {dataAsOf === null
              ? t('overview.noDate')
              : t('overview.asOf', { date: dateText(dataAsOf, i18n.language, overview.now) })}
          </span>
          {gaps === 0 ? null : <span>{t('overview.gaps', { count: gaps, value: formatCount(gaps) })}</span>}
          <Session overview={overview} now={now} />
        </span>
      </div>
      <div className={styles.actions}>
        <BackfillMissing rows={withMissing(rows, now)} />
        <CheckLate rows={lateOnes(rows, now)} />
      </div>
    </header>
  )
}

/** What the venue does next; it is named where datasets follow more than one. */
function Session({ overview, now }: { overview: Overview; now: number }) {
  const { t, i18n } = useTranslation()
  const minutesText = useMinutesText()
  const session = nextSession(overview, now)
  if (session === undefined) return null
  const title = i18n.language.startsWith('ko') ? session.title.ko : session.title.en
  const market = overview.sessions.length === 1 ? t('overview.theMarket') : title
  const time = minutesText(session.minutes)
  return (
    <span title={title}>
      {session.state === 'closed' ? t('overview.opens', { market, time }) : t('overview.closes', { market, time })}
    </span>
  )
}
