import { formatDigest, parseDigest } from '../../lake/digest'
import type { TableSchema } from '../../lake/types'
import { digestAlgorithm, digestSum, type DigestColumn } from './digest-sql'
import type { Session } from './session'
import { storedRows } from './stored'
import { numberOf, textOf } from './row'

/** Fast digests of one DuckDB. */
export class Digests {
  private constructor(private readonly algorithm: string) {}

  static async of(session: Session): Promise<Digests> {
    return new Digests(await digestAlgorithm(session))
  }

  format(value: bigint): string {
    return formatDigest({ algorithm: this.algorithm, value })
  }

  /** True where a digest can be compared with ours. */
  isOwn(digest: string): boolean {
    return parseDigest(digest)?.algorithm === this.algorithm
  }

  async ofFiles(session: Session, files: readonly string[], schema: TableSchema): Promise<{ rows: number; digest: string }> {
    return digestOf(session, this, storedRows(files, schema.columns), schema.columns)
  }
}

/** Rows and digest of a relation with physical column names. */
export async function digestOf(
  session: Session,
  digests: Digests,
  relation: string,
  columns: readonly DigestColumn[]
): Promise<{ rows: number; digest: string }> {
  const [row] = await session.rows(`SELECT count(*) AS rows, ${await digestSum(session, columns)} AS sum FROM ${relation}`)
  return { rows: numberOf(row, 'rows'), digest: digests.format(BigInt(textOf(row, 'sum'))) }
}
