import { z } from 'zod'
import { errorData, type ErrorData } from '../../pipeline/contract'
import { isDesktop, isMessage } from './connectors'

const pathsMessage = z.object({ paths: z.array(z.string().min(1)).min(1) })
const uploaded = z.object({ path: z.string() })
const refused = z.object({ error: errorData })

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

/** Sends a file to the engine's machine; answers where it lies there, or why it was not taken. */
export async function upload(file: File, signal: AbortSignal): Promise<{ path: string } | { error: ErrorData }> {
  try {
    const response = await fetch(`/upload?name=${encodeURIComponent(file.name)}`, { method: 'POST', body: file, signal })
    const answer: unknown = await response.json()
    return response.ok ? uploaded.parse(answer) : refused.parse(answer)
  } catch (cause) {
    const message = `${file.name}: ${cause instanceof Error ? cause.message : String(cause)}`
    return { error: { code: signal.aborted ? 'cancelled' : 'http.failed', message, retriable: true } }
  }
}
