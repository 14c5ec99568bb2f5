import './add.css'
import { useTranslation } from 'react-i18next'
import { CheckStep } from './CheckStep'
import { ColumnsGrid } from './ColumnsGrid'
import { DatasetFile } from '../../ui'
import { PreviewGrid } from './PreviewGrid'
import { ReadFields } from './ReadFields'
import { RecognitionNotes } from './RecognitionNotes'
import { ShapeFields } from './ShapeFields'
import { Step } from './Step'
import { write } from './store'
import { useAdd } from './use-add'

/** The steps unfolded, with the dataset file beside them as it grows. */
export function Details() {
  const { t } = useTranslation()
  const { draft } = useAdd()
  return (
    <div className="add-details">
      <div style={{ display: 'grid', gap: 16, minWidth: 0 }}>
        <Step number={2} title={t('add.steps.recognise')}>
          <ReadFields />
          <RecognitionNotes />
          <ColumnsGrid />
          <PreviewGrid />
        </Step>
        <Step number={3} title={t('add.steps.shape')}>
          <ShapeFields />
        </Step>
        <Step number={4} title={t('add.steps.check')}>
          <CheckStep />
        </Step>
      </div>
      {draft === undefined ? null : <DatasetFile draft={draft} onWrite={write} />}
    </div>
  )
}
