import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { EmptyState } from '../ui'

export function NotFound() {
  const { t } = useTranslation()
  return (
    <EmptyState
      sentence={t('crash.missing')}
      action={
        <Button component={Link} to="/lake" variant="default">
          {t('crash.home')}
        </Button>
      }
    />
  )
}
