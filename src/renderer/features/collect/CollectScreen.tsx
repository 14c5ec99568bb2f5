import { Button, Stack } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CollectTemplate, DatasetSpec } from '../../../pipeline/contract'
import { DatasetFile, PageHeader } from '../../ui'
import { AskFields } from './AskFields'
import styles from './collect.module.css'
import { emptyDraft, emptyHttp, emptyTable } from './draft'
import { PreviewPanel } from './PreviewPanel'
import { SavePanel } from './SavePanel'
import { ShapeFields } from './ShapeFields'
import { Sources } from './Sources'
import { TemplateForm } from './TemplateForm'

type From = { kind: 'none' } | { kind: 'template'; template: CollectTemplate }

/** One page: where from, what to ask, a try, the dataset. The dataset file grows beside it. */
export function CollectScreen() {
  const { t } = useTranslation()
  const [from, setFrom] = useState<From>({ kind: 'none' })
  const [draft, setDraft] = useState<DatasetSpec | undefined>(undefined)
  const over = (): void => {
    setFrom({ kind: 'none' })
    setDraft(undefined)
  }
  const begun = from.kind !== 'none' || draft !== undefined
  return (
    <>
      <PageHeader
        title={t('collect.title')}
        about={t('collect.about')}
        actions={
          begun ? (
            <Button variant="default" onClick={over}>
              {t('collect.from.over')}
            </Button>
          ) : undefined
        }
      />
      {begun ? null : (
        <Sources
          onTemplate={(template) => setFrom({ kind: 'template', template })}
          onHttp={() => setDraft(emptyDraft(emptyHttp('api')))}
          onTable={() => setDraft(emptyDraft(emptyTable('db')))}
        />
      )}
      {from.kind === 'template' && draft === undefined ? <TemplateForm template={from.template} onFilled={setDraft} /> : null}
      {draft === undefined ? null : <Steps draft={draft} onChange={setDraft} />}
    </>
  )
}

function Steps({ draft, onChange }: { draft: DatasetSpec; onChange: (draft: DatasetSpec) => void }) {
  return (
    <div className={styles.columns}>
      <Stack gap="lg" miw={0}>
        <AskFields draft={draft} onChange={onChange} />
        <PreviewPanel draft={draft} onChange={onChange} />
        <ShapeFields draft={draft} onChange={onChange} />
        <SavePanel draft={draft} />
      </Stack>
      <DatasetFile draft={draft} onWrite={onChange} written="save" />
    </div>
  )
}
