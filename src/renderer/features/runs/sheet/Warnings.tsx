import { useTranslation } from 'react-i18next'
import type { BackfillPlan, ErrorData } from '../../../../pipeline/contract'
import { Band, errorText, formatCount } from '../../../ui'
import { unfiledOf, type Unfiled } from './unfiled'

/** How many partitions a warning names; the list marks them all. */
const NAMED = 6

/** What will likely go wrong with what is run all the same: told before it runs, and no reason not to run it. */
export function Warnings({ plan }: { plan: BackfillPlan }) {
  return (
    <>
      {(plan.warnings ?? []).map((warning) => {
        const unfiled = unfiledOf(warning)
        return unfiled === undefined ? (
          <Other key={`${warning.code} ${warning.message}`} warning={warning} />
        ) : (
          <NoFile key={`${warning.code} ${unfiled.dataset}`} unfiled={unfiled} />
        )
      })}
    </>
  )
}

function NoFile({ unfiled: { dataset, partitions } }: { unfiled: Unfiled }) {
  const { t } = useTranslation()
  const values = { count: partitions.length, value: formatCount(partitions.length), name: dataset }
  const more = partitions.length - NAMED
  return (
    <Band tone="warn" title={t('backfill.beware.unfiled', values)}>
      <span className="tabular strong">{partitions.slice(0, NAMED).join(', ')}</span>
      {more > 0 ? <span className="tabular"> {t('backfill.more', { value: formatCount(more) })}</span> : null}
      <div>{t('backfill.beware.late')}</div>
    </Band>
  )
}

function Other({ warning }: { warning: ErrorData }) {
  const { t } = useTranslation()
  const { title, message, hint } = errorText(warning, t)
  return (
    <Band tone="warn" title={t('backfill.beware.other', { title })}>
      {message} {hint}
    </Band>
  )
}
