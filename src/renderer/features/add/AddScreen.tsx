import { useTranslation } from 'react-i18next'
import { PageHeader } from '../../ui'

export function AddScreen() {
  const { t } = useTranslation()
  return <PageHeader title={t('add.title')} />
}
