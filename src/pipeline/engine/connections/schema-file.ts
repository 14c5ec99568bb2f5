import { z } from 'zod'
import { readTextIfExists, writeFileAtomic } from '../../lib/atomic-file'

/** The JSON Schema beside files that people edit by hand, so that editors know the fields; written where it is not there as it should be. */
export async function writeSchemaFile(path: string, schema: z.ZodType): Promise<void> {
  const text = `${JSON.stringify(z.toJSONSchema(schema, { io: 'input' }), null, 2)}\n`
  if ((await readTextIfExists(path)) !== text) await writeFileAtomic(path, text, 0o644)
}
