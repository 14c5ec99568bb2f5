/** Where tables lie: a folder now, S3 later. Keys are `/`-separated, relative to the lake's root, never escaping it. */
export interface ObjectStore {
  /** The whole object, or bytes [start, end) of it; `file.missing` where there is none. */
  read(key: string, range?: { start: number; end: number }, signal?: AbortSignal): Promise<Uint8Array>
  /** Size and last change, or undefined where there is none. */
  head(key: string): Promise<ObjectHead | undefined>
  /** Keys below a prefix ending in `/`, in ascending order (UTF-16 units), with their heads; `after` leaves out keys ≤ it. */
  list(prefix: string, options?: { after?: string }): AsyncIterable<ObjectHead>
  /** The keys that `list` would give, for less where nobody needs size and time. */
  keys(prefix: string, options?: { after?: string }): AsyncIterable<string>
  /** Names of the folders right below a prefix that is empty or ends in `/`, ascending. */
  folders(prefix: string): Promise<string[]>
  /** Durable once it returns. `exists` when somebody else holds the key; the object is then untouched. */
  createOnce(key: string, bytes: Uint8Array): Promise<'created' | 'exists'>
  /** Durable and atomic replacement. */
  put(key: string, bytes: Uint8Array): Promise<void>
  /** Takes over a finished local file, durable once it returns; the local file may be gone afterwards. */
  adopt(localPath: string, key: string): Promise<void>
  delete(key: string): Promise<void>
  /** A path by which DuckDB can read the object (S3 downloads it into a cache first). */
  localPath(key: string): Promise<string>
  /** A local folder on the store's own file system (or beside its cache) for files that will be adopted. */
  stagingFolder(dataset: string, run: string): Promise<string>
}

export interface ObjectHead {
  key: string
  bytes: number
  modifiedAt: number
}
