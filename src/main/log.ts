/** Main's few words go to standard error, one JSON object a line like the engine's. They never hold data or secrets. */
export function log(message: string, details: Record<string, unknown> = {}): void {
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), from: 'main', message, ...details })}\n`)
}
