import { useTranslation } from 'react-i18next'
import { CopyAction } from './CopyAction'
import { shortDigest } from './format'

/** A content digest: short for the eye, whole in the tooltip and on the clipboard. */
export function Digest({ value }: { value: string | null }) {
  const { t } = useTranslation()
  if (value === null) return <span className="muted">–</span>
  return (
    <span style={{ display: 'inline-flex', alignItems: 'center', gap: 2 }}>
      <span className="mono" title={value}>
        {shortDigest(value)}
      </span>
      <CopyAction value={value} label={t('common.copyDigest')} />
    </span>
  )
}
