import { Drawer } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { KeyTable } from '../ui'
import { showCheatSheet, useCheatSheetOpen } from './shell-store'
import { useKeyList } from './use-key-list'

export function CheatSheet() {
  const { t } = useTranslation()
  const open = useCheatSheetOpen()
  const keys = useKeyList()
  return (
    <Drawer
      opened={open}
      onClose={() => showCheatSheet(false)}
      position="right"
      size={380}
      title={t('keys.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <KeyTable rows={keys} />
    </Drawer>
  )
}
