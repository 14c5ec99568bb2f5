import { notifications } from '@mantine/notifications'
import type { TFunction } from 'i18next'
import { upload, uploadsFiles } from '../../bridge'
import { errorText } from '../../ui'

/** Files as the browser hands them over: sent to the engine first. In the desktop window their paths come by themselves. */
export async function receiveFiles(files: readonly File[], go: (path: string) => void, t: TFunction): Promise<void> {
  const [file] = files
  if (file === undefined || !uploadsFiles()) return
  sayOnlyFirst(file.name, files.length, t)
  const id = notifications.show({ message: t('add.point.uploading', { name: file.name }), loading: true, autoClose: false })
  const sent = await upload(file, new AbortController().signal)
  if ('path' in sent) {
    notifications.hide(id)
    go(sent.path)
    return
  }
  const { title, message, hint } = errorText(sent.error, t)
  notifications.update({
    id,
    loading: false,
    color: 'red',
    title: `${t('add.point.uploadFailed', { name: file.name })}: ${title}`,
    message: `${message} ${hint}`,
    autoClose: false
  })
}

/** Paths that the desktop window was given. */
export function receivePaths(paths: readonly string[], go: (path: string) => void, t: TFunction): void {
  const [path] = paths
  if (path === undefined) return
  sayOnlyFirst(path, paths.length, t)
  go(path)
}

function sayOnlyFirst(name: string, count: number, t: TFunction): void {
  if (count > 1) notifications.show({ message: t('add.point.onlyFirst', { name, count }) })
}
