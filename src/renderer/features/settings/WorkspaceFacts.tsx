import { useTranslation } from 'react-i18next'
import { useCall, useSubscription } from '../../bridge'
import { ErrorPanel, Figure, formatBytes, formatCount, Simulated, TableSkeleton } from '../../ui'
import { Row, Section } from './Section'

/** What this window is connected to. */
export function WorkspaceFacts() {
  const { t } = useTranslation()
  const { value: workspace, error, slow, reload } = useCall('workspace.get', {})
  const status = useSubscription('engine.status', {})
  if (error !== undefined) return <ErrorPanel error={error} onRetry={reload} />
  if (slow) return <TableSkeleton rows={5} rowHeight={44} />
  if (workspace === undefined) return null
  return (
    <Section title={t('settings.workspace')}>
      <Row name={t('settings.name')}>
        {workspace.title} {workspace.simulated ? <Simulated /> : null}
      </Row>
      <Row name={t('settings.folder')}>
        <span className="mono">{workspace.root}</span>
      </Row>
      <Row name={t('settings.lake')}>
        <span className="mono">{workspace.lake}</span>
      </Row>
      {status === undefined ? null : (
        <>
          <Row name={t('settings.size')}>
            <Figure>
              {formatBytes(status.lakeBytes)} · {t('count.rows', { count: status.lakeRows, value: formatCount(status.lakeRows) })}{' '}
              · {t('count.datasets', { count: status.datasets, value: formatCount(status.datasets) })}
            </Figure>
          </Row>
          {status.diskFreeBytes === null ? null : (
            <Row name={t('settings.free')}>
              <Figure>{formatBytes(status.diskFreeBytes)}</Figure>
            </Row>
          )}
        </>
      )}
      <Row name={t('settings.readOnly')}>{t(workspace.readOnly ? 'settings.readOnlyYes' : 'settings.readOnlyNo')}</Row>
      <Row name={t('settings.version')}>
        <span className="mono">{workspace.appVersion}</span>
      </Row>
    </Section>
  )
}
