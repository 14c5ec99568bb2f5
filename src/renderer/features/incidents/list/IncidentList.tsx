import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { IncidentSummary } from '../../../../pipeline/contract'
import styles from '../incidents.module.css'
import { linesOf } from '../shared/order'
import { GroupRow } from './GroupRow'
import { IncidentRow, type RowContext } from './IncidentRow'

interface Props extends Omit<RowContext, 'marked'> {
  incidents: readonly IncidentSummary[]
  marks: ReadonlySet<string>
}

/** Every incident as a line; many of one check as one line that unfolds. */
export function IncidentList({ incidents, marks, ...context }: Props) {
  const { t } = useTranslation()
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set())
  const lines = useMemo(() => linesOf(incidents), [incidents])
  const fold = (key: string): void =>
    setUnfolded((before) => {
      const next = new Set(before)
      if (!next.delete(key)) next.add(key)
      return next
    })
  const row = (incident: IncidentSummary, inGroup: boolean) => (
    <IncidentRow key={incident.id} incident={incident} inGroup={inGroup} {...context} marked={marks.has(incident.id)} />
  )
  return (
    <ul className={`panel ${styles.list ?? ''}`} aria-label={t('incidents.list')}>
      {lines.flatMap((line) => {
        if ('incident' in line) return [row(line.incident, false)]
        const open = unfolded.has(line.key) || line.group.some(({ id }) => id === context.chosen)
        return [
          <GroupRow
            key={line.key}
            group={line.group}
            open={open}
            onFold={() => fold(line.key)}
            marks={marks}
            onMark={context.onMark}
            titleOf={context.titleOf}
          />,
          ...(open ? line.group.map((incident) => row(incident, true)) : [])
        ]
      })}
    </ul>
  )
}
