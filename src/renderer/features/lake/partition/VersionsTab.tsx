import { Button, Group, Radio, Stack, Table, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PartitionDetail, PartitionVersion } from '../../../../pipeline/contract'
import { useJobRunner } from '../../../bridge'
import { Digest, EmptyState, formatBytes, formatCount } from '../../../ui'
import styles from '../shared/cells.module.css'
import { Instant } from '../shared/Instant'
import { operationKey } from '../shared/operation-key'
import { DiffOutcome } from './DiffOutcome'
import { choose, defaultPair, type VersionPair } from './version-pair'

/** Every version of the partition, and the difference between any two of them. */
export function VersionsTab({ detail }: { detail: PartitionDetail }) {
  const { t } = useTranslation()
  const { dataset: name, partition, versions } = detail
  const [chosen, setChosen] = useState<VersionPair | undefined>(undefined)
  const pair = chosen ?? defaultPair(versions)
  const diff = useJobRunner('diff')
  if (versions.length === 0) return <EmptyState sentence={t('lake.versions.none')} />
  const pick = (end: keyof VersionPair, version: number): void => {
    if (pair !== undefined) setChosen(choose(pair, end, version))
  }
  return (
    <Stack gap="md">
      <div className="panel" style={{ overflow: 'auto', maxHeight: 300 }}>
        <Table verticalSpacing={4} stickyHeader className={`tabular ${styles.table ?? ''}`} aria-label={t('lake.tab.versions')}>
          <Table.Thead>
            <Table.Tr>
              {pair === undefined ? null : <PairHeads />}
              <Table.Th>{t('lake.column.version')}</Table.Th>
              <Table.Th>{t('lake.history.at')}</Table.Th>
              <Table.Th>{t('lake.history.operation')}</Table.Th>
              <Table.Th ta="right">{t('lake.column.rows')}</Table.Th>
              <Table.Th ta="right">{t('lake.column.bytes')}</Table.Th>
              <Table.Th>{t('lake.column.digest')}</Table.Th>
              <Table.Th>{t('lake.history.by')}</Table.Th>
              <Table.Th>{t('lake.history.run')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {versions.map((version) => (
              <VersionRow key={version.version} version={version} pair={pair} pick={pick} />
            ))}
          </Table.Tbody>
        </Table>
      </div>
      {pair === undefined ? (
        <Text c="dimmed">{t('lake.versions.one')}</Text>
      ) : (
        <Group gap="md">
          <Button loading={diff.busy} onClick={() => diff.start({ name, dt: partition.dt, ...pair })}>
            {t('lake.versions.compare', { from: pair.from, to: pair.to })}
          </Button>
          {diff.result === undefined ? <Text c="dimmed">{t('lake.versions.how')}</Text> : null}
        </Group>
      )}
      <DiffOutcome runner={diff} />
    </Stack>
  )
}

function PairHeads() {
  const { t } = useTranslation()
  return (
    <>
      <Table.Th w={64}>{t('lake.versions.from')}</Table.Th>
      <Table.Th w={64}>{t('lake.versions.to')}</Table.Th>
    </>
  )
}

interface RowProps {
  version: PartitionVersion
  pair: VersionPair | undefined
  pick: (end: keyof VersionPair, version: number) => void
}

function VersionRow({ version, pair, pick }: RowProps) {
  const { t } = useTranslation()
  const ends = pair === undefined ? [] : (['from', 'to'] as const)
  return (
    <Table.Tr>
      {ends.map((end) => (
        <Table.Td key={end}>
          <Radio
            size="xs"
            name={`version-${end}`}
            aria-label={t(end === 'from' ? 'lake.versions.fromOf' : 'lake.versions.toOf', { version: version.version })}
            checked={pair?.[end] === version.version}
            onChange={() => pick(end, version.version)}
          />
        </Table.Td>
      ))}
      <Table.Td>
        <span className="strong">v{version.version}</span>
        {version.current ? <span className={styles.current}>{t('lake.versions.current')}</span> : null}
      </Table.Td>
      <Table.Td>
        <Instant at={version.committedAt} />
      </Table.Td>
      <Table.Td>{t(`lake.operation.${operationKey(version.operation)}`)}</Table.Td>
      <Table.Td ta="right">{formatCount(version.rows)}</Table.Td>
      <Table.Td ta="right">{formatBytes(version.bytes)}</Table.Td>
      <Table.Td>
        <Digest value={version.digest} />
      </Table.Td>
      <Table.Td>{version.startedBy ?? '–'}</Table.Td>
      <Table.Td className="mono" title={version.runId ?? ''}>
        {version.runId?.slice(0, 13) ?? '–'}
      </Table.Td>
    </Table.Tr>
  )
}
