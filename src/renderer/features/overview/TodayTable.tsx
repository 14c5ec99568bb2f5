import { Table, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OverviewRow } from '../../../pipeline/contract'
import { useZone, zoneLabel } from '../../ui'
import { NoteForm } from './NoteForm'
import styles from './overview.module.css'
import today from './today.module.css'
import { TodayRow } from './TodayRow'

const COLUMNS = 8

/** Every dataset as it stands this morning, what needs somebody first. */
export function TodayTable({ rows, now }: { rows: readonly OverviewRow[]; now: number }) {
  const { t } = useTranslation()
  const zone = useZone()
  const [noting, setNoting] = useState<string | null>(null)
  const longest = Math.max(0, ...rows.map(({ strip }) => strip.length))
  return (
    <section className={`panel ${today.today ?? ''}`} aria-label={t('overview.today')}>
      <div className={styles.panelHead}>
        <Title order={2}>{t('overview.today')}</Title>
        <span className="muted">{t('overview.zone', { zone: zoneLabel(zone, new Date(now).toISOString()) })}</span>
      </div>
      <Table className={today.table ?? ''}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('overview.column.dataset')}</Table.Th>
            <Table.Th>{t('overview.column.expected')}</Table.Th>
            <Table.Th>{t('overview.column.state')}</Table.Th>
            <Table.Th>{t('overview.column.strip', { value: longest })}</Table.Th>
            <Table.Th className={today.right ?? ''}>{t('overview.column.rows')}</Table.Th>
            <Table.Th className={today.right ?? ''}>{t('overview.column.median')}</Table.Th>
            <Table.Th>{t('overview.column.affects')}</Table.Th>
            <Table.Th>{t('overview.column.note')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => [
            <TodayRow
              key={row.dataset}
              row={row}
              now={now}
              noting={noting === row.dataset}
              onNote={() => setNoting(noting === row.dataset ? null : row.dataset)}
            />,
            noting === row.dataset ? (
              <Table.Tr key={`${row.dataset} note`}>
                <Table.Td colSpan={COLUMNS}>
                  <NoteForm row={row} now={now} onDone={() => setNoting(null)} />
                </Table.Td>
              </Table.Tr>
            ) : null
          ])}
        </Table.Tbody>
      </Table>
    </section>
  )
}
