import { Text } from '@mantine/core'
import { Dropzone } from '@mantine/dropzone'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { onFilePaths } from '../bridge'
import { receiveFiles, receivePaths } from '../features/add/receive-files'

/** A file dropped on any screen is recognised on the Add data screen; the window itself never navigates to it. */
export function DropAnywhere() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  useEffect(
    () => onFilePaths((paths) => receivePaths(paths, (path) => void navigate(`/add?source=${encodeURIComponent(path)}`), t)),
    [navigate, t]
  )
  return (
    <Dropzone.FullScreen
      active
      withinPortal={false}
      onDrop={(files) => void receiveFiles(files, (path) => void navigate(`/add?source=${encodeURIComponent(path)}`), t)}
      className="drop-anywhere"
    >
      <Text fz={20} fw={600} c="var(--p-strong)" ta="center">
        {t('add.point.drop')}
      </Text>
      <Text c="dimmed" ta="center">
        {t('add.point.dropHint')}
      </Text>
    </Dropzone.FullScreen>
  )
}
