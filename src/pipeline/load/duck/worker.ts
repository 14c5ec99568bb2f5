import type { LoadWorker } from '../worker-api'
import { derive } from './derive/derive'
import { SqlGate } from './derive/references'
import { diff } from './diff'
import { distinct } from './distinct'
import { exportFile } from './export'
import { digests } from './recompute'
import { PageReader } from './page-reader'
import { measure } from './measure/measure'
import { profile } from './measure/profile'
import { returns } from './measure/returns'
import { series } from './measure/series'
import { duplicates } from './repeated'
import { check, stage } from './stage'
import { recognise } from '../sniff'

/** Everything that touches untrusted files or DuckDB; runs in a worker process of its own. */
export async function createDuckWorker(): Promise<LoadWorker> {
  const reader = await PageReader.open()
  let opened: Promise<SqlGate> | undefined
  const gate = (): Promise<SqlGate> => (opened ??= SqlGate.open())
  return {
    recognise,
    stage,
    check,
    preview: (request, context) => reader.page(request, 0, request.limit, context.signal),
    page: (request, context) => reader.page(request, request.from, request.to, context.signal),
    derive: async (request, context) => {
      const { tables } = await (await gate()).references(request.spec.derive.sql, context)
      return derive(request, tables, context)
    },
    references: async (sql, context) => (await gate()).references(sql, context),
    duplicates,
    distinct,
    measure,
    profile,
    series,
    returns,
    diff,
    digests,
    exportFile
  }
}
