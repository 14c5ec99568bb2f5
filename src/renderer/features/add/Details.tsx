import './add.css'
import { useTranslation } from 'react-i18next'
import { CheckStep } from './CheckStep'
import { ColumnsGrid } from './ColumnsGrid'
import { DatasetFile } from './DatasetFile'
import { PreviewGrid } from './PreviewGrid'
import { ReadFields } from './ReadFields'
import { RecognitionNotes } from './RecognitionNotes'
import { ShapeFields } from './ShapeFields'
import { Step } from './Step'

/** The steps unfolded, with the dataset file beside them as it grows. */
export function Details() {
  const { t } = useTranslation()
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
      <DatasetFile />
    </div>
  )
}
