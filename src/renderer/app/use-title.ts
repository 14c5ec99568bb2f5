import { useEffect } from 'react'
import { useNeeding } from '../bridge'

/** In the browser the tab's title says how many datasets need somebody; a desktop window has the workspace's name, and the tray. */
export function useTitle(): void {
  const needing = useNeeding() ?? 0
  useEffect(() => {
    if (!location.protocol.startsWith('http')) return
    document.title = needing === 0 ? 'Penstock' : `(${needing}) Penstock`
  }, [needing])
}
