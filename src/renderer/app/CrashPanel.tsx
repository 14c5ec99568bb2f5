import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useRouteError } from 'react-router'
import { ErrorPanel } from '../ui'

/** What a screen that threw leaves behind: what happened, what is safe, a way on. */
export function CrashPanel({ error }: { error: unknown }) {
  const { t } = useTranslation()
  const message = error instanceof Error ? error.message : String(error)
  const stack = error instanceof Error ? error.stack : undefined
  return (
    <div style={{ padding: 24 }}>
      <ErrorPanel
        error={{ code: 'internal', message: `${t('crash.title')}: ${message}`, retriable: true, details: { stack } }}
        safe={t('crash.safe')}
        actions={
          <Button variant="default" onClick={() => location.reload()}>
            {t('crash.reload')}
          </Button>
        }
      />
    </div>
  )
}

export function RouteCrash() {
  return <CrashPanel error={useRouteError()} />
}
