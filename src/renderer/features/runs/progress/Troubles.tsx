import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Backfill } from '../../../../pipeline/contract'
import { backfillLink, ErrorPanel, formatCount } from '../../../ui'
import { troublesOf } from './outcome'

/** How many different errors are shown, fewer while there is something to decide below; the list of partitions has them all. */
const SHOWN = 2
const SHOWN_IN_REVIEW = 1

/** What went wrong, and the way to run just that again; the other partitions are not touched by it. */
export function Troubles({ backfill }: { backfill: Backfill }) {
  const { t } = useTranslation()
  return (
    <>
      {troublesOf(backfill.items)
        .slice(0, backfill.state === 'staged' ? SHOWN_IN_REVIEW : SHOWN)
        .map(({ error, items }) => {
          const [{ dataset, dt } = { dataset: '', dt: '' }] = items
          const dts = items.filter((item) => item.dataset === dataset).map((item) => item.dt)
          return (
            <ErrorPanel
              key={`${error.code} ${error.message}`}
              error={error}
              safe={t('backfill.troubled', { count: items.length, value: formatCount(items.length), dataset, dt })}
              actions={
                <Button variant="default" component={Link} to={backfillLink({ dataset, dts })}>
                  {t('backfill.runThese', { count: dts.length, value: formatCount(dts.length) })}
                </Button>
              }
            />
          )
        })}
    </>
  )
}
