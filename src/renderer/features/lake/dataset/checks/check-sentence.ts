import type { TFunction } from 'i18next'
import type { CheckSpec } from '../../../../../pipeline/contract'
import { formatCount, formatShare } from '../../../../ui/format'
import { boundsText } from '../../../../ui/incidents/measured'
import { minutesText } from '../../../../ui/minutes-text'

/** What must hold for each partition, in one sentence. */
export function checkSentence(t: TFunction, check: CheckSpec): string {
  const sentence = sentenceOf(t, check)
  const share = 'maxShare' in check ? check.maxShare : 0
  return share === 0 ? sentence : t('checks.says.except', { sentence, share: formatShare(share) })
}

function sentenceOf(t: TFunction, check: CheckSpec): string {
  switch (check.kind) {
    case 'rows':
      return rowsSentence(t, check)
    case 'freshness':
      return t('checks.says.freshness', { column: check.column, time: minutesText(t, check.maxMinutes) })
    case 'nulls':
      return t('checks.says.nulls', { column: check.column })
    case 'unique':
      return check.columns === undefined
        ? t('checks.says.uniqueKey')
        : t('checks.says.unique', { columns: check.columns.join(', ') })
    case 'range':
      return t('checks.says.range', { column: check.column, bounds: boundsText(t, check.min, check.max) })
    case 'values':
      return t('checks.says.values', { column: check.column, values: shortList(check.values) })
    case 'rule':
      return t('checks.says.rule', { sql: check.sql })
    case 'ratio':
      return t('checks.says.ratio', { left: check.left, right: check.right, within: formatShare(check.within) })
    case 'reference': {
      const { column, dataset, refColumn } = check
      return t(check.asOf ? 'checks.says.referenceAsOf' : 'checks.says.reference', { column, dataset, refColumn })
    }
    case 'reconcile': {
      const { dataset, measure, refMeasure = measure, within } = check
      return t('checks.says.reconcile', { dataset, measure, refMeasure, within: formatShare(within) })
    }
    case 'schema':
      return t('checks.says.schema')
  }
}

function rowsSentence(t: TFunction, { within, last, min, max }: Extract<CheckSpec, { kind: 'rows' }>): string {
  const text = (count: number | undefined): string | undefined => (count === undefined ? undefined : formatCount(count))
  const parts = [
    ...(within === undefined ? [] : [t('checks.says.rowsWithin', { within: formatShare(within), last })]),
    ...(min === undefined && max === undefined
      ? []
      : [t('checks.says.rowsBounds', { bounds: boundsText(t, text(min), text(max)) })])
  ]
  return parts.join(' · ')
}

const MOST = 5
const shortList = (values: readonly string[]): string =>
  values.length <= MOST ? values.join(', ') : `${values.slice(0, MOST).join(', ')} … (${formatCount(values.length)})`
