import { Checkbox, UnstyledButton } from '@mantine/core'
import { IconChevronRight } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { IncidentSummary } from '../../../../pipeline/contract'
import { Ago, formatCount, reasonSentence, SeverityLabel } from '../../../ui'
import styles from '../incidents.module.css'
import { spanText } from '../shared/order'
import { StateText } from '../shared/StateText'
import { markOnKey } from './mark-key'

interface Props {
  group: readonly [IncidentSummary, ...IncidentSummary[]]
  open: boolean
  onFold: () => void
  marks: ReadonlySet<string>
  onMark: (ids: readonly string[], on: boolean) => void
  titleOf: (name: string) => string
}

/** The incidents of one check of a dataset: how many, of which partitions, and what the worst of them says. */
export function GroupRow({ group, open, onFold, marks, onMark, titleOf }: Props) {
  const { t } = useTranslation()
  const [worst] = group
  const ids = group.map(({ id }) => id)
  const marked = ids.filter((id) => marks.has(id)).length
  const all = marked === ids.length
  const title = titleOf(worst.dataset)
  const newest = group.reduce((latest, { lastSeen }) => (lastSeen > latest ? lastSeen : latest), worst.lastSeen)
  const toggle = (): void => onMark(ids, !all)
  return (
    <li
      className={styles.row}
      data-group={`${worst.dataset} ${worst.subject}`}
      data-severity={worst.severity}
      data-marked={all || undefined}
      onKeyDown={(event) => markOnKey(event, toggle)}
    >
      <Checkbox
        className={styles.mark ?? ''}
        size="xs"
        tabIndex={-1}
        checked={all}
        indeterminate={marked > 0 && !all}
        onChange={toggle}
        aria-label={t('incidents.markGroup', { name: worst.dataset, value: formatCount(ids.length) })}
      />
      <span className={styles.severity}>
        <SeverityLabel severity={worst.severity} />
      </span>
      <span className={styles.name}>
        <UnstyledButton className={styles.open ?? ''} data-row aria-expanded={open} onClick={onFold}>
          <IconChevronRight className={styles.chevron} size={14} aria-hidden />
          {worst.dataset}
        </UnstyledButton>
        {title === '' ? null : <span className={styles.title}>{title}</span>}
        <span className={styles.badge}>{t('incidents.groupCount', { count: ids.length, value: formatCount(ids.length) })}</span>
      </span>
      <span className={styles.state}>
        <StateText incident={worst} />
      </span>
      <span className={styles.say}>
        {t('incidents.groupSay', { subject: worst.subject, sentence: reasonSentence(t, worst) })}
      </span>
      <span className={styles.meta}>
        <span className="tabular">{spanText(group)}</span>
        <span>
          {t('incidents.last')} <Ago at={newest} />
        </span>
      </span>
    </li>
  )
}
