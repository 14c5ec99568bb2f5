import { Stack, Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { LakeFile } from '../../../../pipeline/contract'
import { Digest, EmptyState, formatBytes, formatCount } from '../../../ui'
import styles from '../lake.module.css'
import cells from '../shared/cells.module.css'
import { Facts } from '../shared/Facts'
import { Instant } from '../shared/Instant'

/** The Parquet files of the partition, each with what the log says of its columns. */
export function FilesTab({ files }: { files: readonly LakeFile[] }) {
  const { t } = useTranslation()
  if (files.length === 0) return <EmptyState sentence={t('lake.files.none')} />
  return (
    <Stack gap="md">
      {files.map((file) => (
        <section key={file.path} className={`panel ${styles.pad ?? ''}`} aria-label={file.path}>
          <span className="mono strong">{file.path}</span>
          <Facts
            items={[
              { name: t('lake.column.rows'), value: formatCount(file.rows) },
              { name: t('lake.column.bytes'), value: formatBytes(file.bytes) },
              { name: t('lake.files.at'), value: <Instant at={file.modifiedAt} /> },
              { name: t('lake.column.digest'), value: <Digest value={file.digest} /> }
            ]}
          />
          <ColumnStats file={file} />
        </section>
      ))}
    </Stack>
  )
}

function ColumnStats({ file }: { file: LakeFile }) {
  const { t } = useTranslation()
  return (
    <Table verticalSpacing={4} className={`tabular ${cells.table ?? ''}`}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('lake.schema.name')}</Table.Th>
          <Table.Th ta="right">{t('lake.schema.nulls')}</Table.Th>
          <Table.Th>{t('lake.schema.min')}</Table.Th>
          <Table.Th>{t('lake.schema.max')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {file.columns.map((column) => (
          <Table.Tr key={column.name}>
            <Table.Td>{column.name}</Table.Td>
            <Table.Td ta="right">{column.nulls === null ? '–' : formatCount(column.nulls)}</Table.Td>
            <Table.Td>{column.min ?? '–'}</Table.Td>
            <Table.Td>{column.max ?? '–'}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
