import { ipcRenderer, webUtils } from 'electron'

/*
 * The page gets two messages from here and nothing else: the port to the engine (again after an engine's restart), and the paths of
 * files that the user dropped or picked. Nothing is put on its window, and it can send nothing to main.
 */
const OWN_ORIGIN = 'app://penstock'

ipcRenderer.on('penstock:port', (event) => {
  window.postMessage({ type: 'penstock:port' }, OWN_ORIGIN, event.ports)
})

window.addEventListener('DOMContentLoaded', () => ipcRenderer.send('penstock:ready'))

const tellPaths = (files: FileList | null | undefined): void => {
  const paths = Array.from(files ?? [], (file) => webUtils.getPathForFile(file)).filter((path) => path !== '')
  if (paths.length > 0) window.postMessage({ type: 'penstock:files', paths }, OWN_ORIGIN)
}

window.addEventListener('drop', (event) => event.isTrusted && tellPaths(event.dataTransfer?.files), { capture: true })
window.addEventListener(
  'change',
  (event) =>
    event.isTrusted && event.target instanceof HTMLInputElement && event.target.type === 'file' && tellPaths(event.target.files),
  { capture: true }
)
