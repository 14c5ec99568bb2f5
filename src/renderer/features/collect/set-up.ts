import { z } from 'zod'
import type { CollectTemplate, DatasetSpec, Outcome } from '../../../pipeline/contract'
import { call, mutate } from '../../bridge'

export interface Filled {
  name: string
  connection: string
  blanks: Record<string, string>
}

const withSecrets = z.object({ secrets: z.array(z.string()).default([]) })

/** Names of the secrets that a template's connection needs. */
export const secretsOf = ({ connection }: CollectTemplate): string[] => withSecrets.safeParse(connection).data?.secrets ?? []

/**
 * Makes the connection of a template, unless there is one of its name, keeps its secrets, and answers the dataset to go on with. `secretOf`
 * tells what was typed for a secret; nothing typed leaves it as it is.
 */
export async function setUp(
  template: CollectTemplate,
  filled: Filled,
  connectionKnown: boolean,
  secretOf: (secret: string) => string
): Promise<Outcome<DatasetSpec>> {
  const { name, connection, blanks } = filled
  const made = await call('templates.fill', { id: template.id, name, connection, blanks })
  if (!made.ok) return made
  if (!connectionKnown) {
    const saved = await mutate('connections.save', { spec: made.value.connection, replace: false })
    if (!saved.ok) return saved
  }
  for (const secret of secretsOf(template)) {
    const value = secretOf(secret)
    if (value === '') continue
    const kept = await mutate('connections.secret', { name: connection, secret, value })
    if (!kept.ok) return kept
  }
  return { ...made, value: made.value.dataset }
}
