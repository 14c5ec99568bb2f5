import { Button, Group, Table, UnstyledButton } from '@mantine/core'
import { IconArrowUp, IconFile, IconFolder } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ResultOf } from '../../../pipeline/contract'
import { useCall } from '../../bridge'
import { EmptyState, ErrorPanel, Figure, formatBytes, TableSkeleton } from '../../ui'

type Entry = ResultOf<'sources.browse'>['entries'][number]

/** Folders and files of the engine's machine. */
export function BrowsePanel({ onPick }: { onPick: (path: string) => void }) {
  const { t } = useTranslation()
  const [path, setPath] = useState<string | undefined>(undefined)
  const { value, error, slow, reload } = useCall('sources.browse', path === undefined ? {} : { path })
  const parent = value?.parent ?? null
  return (
    <div style={{ marginTop: 12 }}>
      {error === undefined ? null : <ErrorPanel error={error} onRetry={reload} />}
      {slow ? <TableSkeleton rows={8} /> : null}
      {value === undefined ? null : (
        <>
          <Group gap="sm" mb="sm" wrap="nowrap">
            <Button
              variant="default"
              leftSection={<IconArrowUp size={14} />}
              disabled={parent === null}
              onClick={() => setPath(parent ?? undefined)}
            >
              {t('add.point.up')}
            </Button>
            <span className="mono" style={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>
              {value.path}
            </span>
            <Button variant="default" onClick={() => onPick(value.path)}>
              {t('add.point.useFolder')}
            </Button>
          </Group>
          <Entries entries={value.entries} onFolder={setPath} onFile={onPick} />
        </>
      )}
    </div>
  )
}

interface EntriesProps {
  entries: readonly Entry[]
  onFolder: (path: string) => void
  onFile: (path: string) => void
}

function Entries({ entries, onFolder, onFile }: EntriesProps) {
  const { t } = useTranslation()
  if (entries.length === 0) return <EmptyState sentence={t('add.point.folderEmpty')} />
  return (
    <div style={{ maxHeight: 320, overflow: 'auto' }}>
      <Table stickyHeader verticalSpacing={4} highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('add.point.fileName')}</Table.Th>
            <Table.Th ta="right">{t('add.point.fileSize')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {entries.map(({ name, path, kind, bytes }) => (
            <Table.Tr key={path}>
              <Table.Td>
                <UnstyledButton data-row fz="sm" w="100%" onClick={() => (kind === 'folder' ? onFolder(path) : onFile(path))}>
                  <Group gap="sm" wrap="nowrap">
                    {kind === 'folder' ? (
                      <IconFolder size={16} stroke={1.5} aria-hidden />
                    ) : (
                      <IconFile size={16} stroke={1.5} aria-hidden />
                    )}
                    {name}
                  </Group>
                </UnstyledButton>
              </Table.Td>
              <Table.Td ta="right">{kind === 'file' ? <Figure>{formatBytes(bytes)}</Figure> : null}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}
