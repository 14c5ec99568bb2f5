import { Kbd, Table } from '@mantine/core'

export interface KeyRow {
  keys: string[]
  what: string
}

/** Keys and what they do. */
export function KeyTable({ rows }: { rows: readonly KeyRow[] }) {
  return (
    <Table verticalSpacing={6} horizontalSpacing={0} withRowBorders={false}>
      <Table.Tbody>
        {rows.map(({ keys, what }) => (
          <Table.Tr key={keys.join(' ')}>
            <Table.Td w={120}>
              <span style={{ display: 'inline-flex', gap: 4 }}>
                {keys.map((key) => (
                  <Kbd key={key} size="xs">
                    {key}
                  </Kbd>
                ))}
              </span>
            </Table.Td>
            <Table.Td>{what}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
