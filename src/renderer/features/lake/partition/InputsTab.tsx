import { Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { InputRef } from '../../../../pipeline/contract'
import { CopyAction, EmptyState, formatBytes } from '../../../ui'
import styles from '../shared/cells.module.css'

/** The source files that this partition was made from, with their size and SHA-256. */
export function InputsTab({ inputs }: { inputs: readonly InputRef[] }) {
  const { t } = useTranslation()
  if (inputs.length === 0) return <EmptyState sentence={t('lake.inputs.none')} />
  return (
    <div className="panel" style={{ overflow: 'auto' }}>
      <InputTable inputs={inputs} />
    </div>
  )
}

export function InputTable({ inputs }: { inputs: readonly InputRef[] }) {
  const { t } = useTranslation()
  return (
    <Table verticalSpacing={4} className={styles.table ?? ''} aria-label={t('lake.tab.inputs')}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('lake.inputs.name')}</Table.Th>
          <Table.Th ta="right">{t('lake.column.bytes')}</Table.Th>
          <Table.Th>SHA-256</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {inputs.map((input) => (
          <Table.Tr key={`${input.name} ${input.sha256}`}>
            <Table.Td>{input.name}</Table.Td>
            <Table.Td ta="right" className="tabular" title={String(input.bytes)}>
              {formatBytes(input.bytes)}
            </Table.Td>
            <Table.Td className="mono">
              <span style={{ display: 'inline-flex', alignItems: 'center', gap: 2 }}>
                {input.sha256.slice(0, 16)}…
                <CopyAction value={input.sha256} label={t('lake.inputs.copy')} />
              </span>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
