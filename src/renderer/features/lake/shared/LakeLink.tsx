import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { lakePath } from './paths'

/** The way back where a dataset or partition cannot be shown. */
export function LakeLink() {
  const { t } = useTranslation()
  return (
    <Button variant="default" component={Link} to={lakePath}>
      {t('lake.list.back')}
    </Button>
  )
}
