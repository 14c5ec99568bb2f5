import { z } from 'zod'
import { isDesktop, isMessage } from './connectors'

const pathsMessage = z.object({ paths: z.array(z.string().min(1)).min(1) })
const uploaded = z.object({ path: z.string() })

/** Paths of files that were dropped or picked in the desktop window; only its own preload can know them. */
export function onFilePaths(listener: (paths: string[]) => void): () => void {
  const receive = (event: MessageEvent<unknown>): void => {
    if (event.source !== window || !isMessage(event.data, 'penstock:files')) return
    const parsed = pathsMessage.safeParse(event.data)
    if (parsed.success) listener(parsed.data.paths)
  }
  window.addEventListener('message', receive)
  return () => window.removeEventListener('message', receive)
}

/** Whether files reach the engine by their bytes (a browser) and not by their path. */
export const uploadsFiles = (): boolean => !isDesktop()

/** Sends a file to the engine's machine; answers where it lies there. Throws with the server's words. */
export async function upload(file: File, signal: AbortSignal): Promise<string> {
  const response = await fetch(`/upload?name=${encodeURIComponent(file.name)}`, { method: 'POST', body: file, signal })
  if (!response.ok) throw new Error(await response.text())
  return uploaded.parse(await response.json()).path
}
