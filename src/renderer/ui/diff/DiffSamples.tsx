import { Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { PartitionDiff } from '../../../pipeline/contract'
import { formatCount } from '../format'
import styles from './diff.module.css'
import { diffCells, keyText, type DiffCell } from './diff-cells'

const marks = { added: '+', removed: '−', changed: '~' } as const

/** Some of the rows that differ, each with its key and what it was and is. */
export function DiffSamples({ diff }: { diff: PartitionDiff }) {
  const { t } = useTranslation()
  const total = diff.added + diff.removed + diff.changed
  return (
    <div>
      {total > diff.samples.length ? (
        <Text c="dimmed" mb={4}>
          {t('lake.diff.someOf', { shown: formatCount(diff.samples.length), value: formatCount(total) })}
        </Text>
      ) : null}
      <div style={{ overflow: 'auto', maxHeight: 360 }}>
        <Table verticalSpacing={4} stickyHeader className={`tabular ${styles.table ?? ''}`} aria-label={t('lake.diff.samples')}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th w={90}>{t('lake.diff.kind')}</Table.Th>
              <Table.Th>{diff.by.length === 0 ? t('lake.diff.row') : diff.by.join(' · ')}</Table.Th>
              <Table.Th>{t('lake.diff.values')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {diff.samples.map((sample, index) => (
              <Table.Tr key={index}>
                <Table.Td>
                  <span className="mono strong" aria-hidden="true">
                    {marks[sample.kind]}
                  </span>{' '}
                  {t(`lake.diff.${sample.kind}`)}
                </Table.Td>
                <Table.Td>{keyText(sample)}</Table.Td>
                <Table.Td>
                  <span className={styles.chips}>
                    {diffCells(sample, diff.by).map((cell) => (
                      <Change key={cell.column} cell={cell} kind={sample.kind} />
                    ))}
                  </span>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </div>
  )
}

function Change({ cell, kind }: { cell: DiffCell; kind: keyof typeof marks }) {
  return (
    <span className={styles.chip}>
      <span className="muted">{cell.column}</span> {kind === 'added' ? null : <del>{cell.before ?? 'null'}</del>}
      {kind === 'changed' ? ' → ' : null}
      {kind === 'removed' ? null : <ins>{cell.after ?? 'null'}</ins>}
    </span>
  )
}
