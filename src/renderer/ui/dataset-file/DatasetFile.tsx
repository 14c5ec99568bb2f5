import { Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DatasetSpec } from '../../../pipeline/contract'
import { CopyAction } from '../CopyAction'
import { JsonEditor } from '../JsonEditor'
import './dataset-file.css'
import { readDatasetFile } from './read-dataset-file'

interface Written {
  text: string
  /** The draft that the text stands for, or that it was written over; another one means that the page changed it since. */
  draft: DatasetSpec
  problems: string[]
}

interface Props {
  draft: DatasetSpec
  onWrite: (spec: DatasetSpec) => void
  /** When the file is written. */
  written?: 'load' | 'save'
}

/** The dataset file as it grows; what is written here by hand is what the page shows, and what loads. */
export function DatasetFile({ draft, onWrite, written: when = 'load' }: Props) {
  const { t } = useTranslation()
  const [written, setWritten] = useState<Written | null>(null)
  const own = written !== null && written.draft === draft ? written : null
  const text = own?.text ?? JSON.stringify(draft, null, 2)
  const change = (next: string): void => {
    const read = readDatasetFile(next, (message) => t('add.file.json', { message }))
    setWritten({ text: next, draft: read.spec ?? draft, problems: read.problems })
    if (read.spec !== undefined) onWrite(read.spec)
  }
  const problems = own?.problems ?? []
  return (
    <section className="panel dataset-file" aria-label={t('add.file.title')}>
      <div
        style={{
          display: 'flex',
          alignItems: 'center',
          padding: '8px 8px 8px 16px',
          borderBlockEnd: '1px solid var(--p-hairline)'
        }}
      >
        <Title order={2} style={{ flex: 1 }}>
          {t('add.file.title')}
        </Title>
        <CopyAction value={text} label={t('add.file.title')} />
      </div>
      <div style={{ flex: 1, minHeight: 0 }}>
        <JsonEditor value={text} label={t('add.file.title')} onChange={change} />
      </div>
      <div style={{ padding: '8px 16px', borderBlockStart: '1px solid var(--p-hairline)' }}>
        {problems.length === 0 ? (
          <Text size="xs" c="dimmed">
            {t(when === 'load' ? 'add.file.hint' : 'add.file.hintSave', { file: `datasets/${draft.name}.dataset.json` })}
          </Text>
        ) : (
          <div role="alert">
            <Text size="xs" c="var(--p-fail-text)">
              {t('add.file.invalid')}
            </Text>
            {problems.slice(0, 4).map((problem) => (
              <Text key={problem} size="xs" className="mono">
                {problem}
              </Text>
            ))}
          </div>
        )}
      </div>
    </section>
  )
}
