import { Button, Group, Modal, Stack, Tabs } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconCode } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { DatasetDetail } from '../../../../pipeline/contract'
import { CopyAction } from '../../../ui'
import styles from '../shared/cells.module.css'
import { codeSamples } from './code-lines'

/** The lines that read this table in DuckDB, Polars, pandas, Spark and Athena. */
export function CopyCode({ detail }: { detail: DatasetDetail }) {
  const { t } = useTranslation()
  const [open, { open: show, close }] = useDisclosure(false)
  const { lastDt } = detail.summary
  const samples = codeSamples(detail.spec.name, detail.location, lastDt === 'all' ? null : lastDt)
  return (
    <>
      <Button variant="default" leftSection={<IconCode size={14} />} onClick={show}>
        {t('lake.code.button')}
      </Button>
      <Modal
        opened={open}
        onClose={close}
        size="xl"
        title={t('lake.code.title', { name: detail.spec.name })}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <Tabs defaultValue="DuckDB">
          <Tabs.List>
            {samples.map(({ tool }) => (
              <Tabs.Tab key={tool} value={tool}>
                {tool}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {samples.map(({ tool, code }) => (
            <Tabs.Panel key={tool} value={tool} pt="md">
              <Stack gap="xs">
                <Group justify="flex-end">
                  <CopyAction value={code} label={t('lake.code.copy')} />
                </Group>
                <pre className={`mono ${styles.code ?? ''}`} tabIndex={0}>
                  {code}
                </pre>
              </Stack>
            </Tabs.Panel>
          ))}
        </Tabs>
      </Modal>
    </>
  )
}
