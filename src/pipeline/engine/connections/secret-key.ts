import type { Workspace } from '../workspace'

/** Under which a secret lies in the vault: each profile has its own. */
export const secretKey = ({ workspace }: { workspace: Workspace }, connection: string, secret: string): string =>
  `${workspace.profile}/${connection}/${secret}`
