import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SweepReport } from '../../contract'
import { AppError } from '../../lib/errors'
import { omit } from '../../lib/omit'
import { compareKeys } from '../../load/duck/compare-keys'
import type { WorkContext } from '../../load/worker-api'
import type { TableColumn } from '../../lake/types'
import type { SweepRequest } from '../worker-api'
import { collectTable, pickedFile } from './collect-table'
import { systemPace, type Pace } from './pace'

const SAMPLE = 20

/**
 * Reads only the keys of each partition from the database, at the dataset's own pace, and compares them with those of the lake. Nothing is
 * changed on either side. Errors: `mysql.*`, `tls.untrusted`, `dataset.invalid` where the dataset has no key.
 */
export async function sweepKeys(request: SweepRequest, context: WorkContext, pace: Pace = systemPace): Promise<SweepReport> {
  const columns = keyColumns(request)
  const scratch = await mkdtemp(join(tmpdir(), 'penstock-sweep-'))
  try {
    const partitions: SweepReport['partitions'] = []
    for (const [index, { window, files }] of request.partitions.entries()) {
      const csv = await keysOf(request, index, scratch, context, pace)
      const spill = join(scratch, `spill-${index}`)
      const compared = await compareKeys({ columns, zone: request.zone, files, csv, sampleSize: SAMPLE, scratch: spill }, context)
      partitions.push({ dt: window.dt, ...compared })
      context.progress({ phase: 'comparing', subject: window.dt, fraction: (index + 1) / request.partitions.length })
      await rm(spill, { recursive: true, force: true })
      await rm(csv, { force: true })
    }
    return { dataset: request.dataset, partitions }
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

/** The partition's keys as the database has them now, as CSV. */
async function keysOf(
  { dataset, collect, connection, key, partitions, zone }: SweepRequest,
  index: number,
  scratch: string,
  context: WorkContext,
  pace: Pace
): Promise<string> {
  const windows = partitions.slice(index, index + 1).map(({ window }) => window)
  const asked = {
    ...{
      dataset,
      connection,
      zone,
      windows,
      id: 'sweep',
      fanOut: {},
      variables: {},
      mayAsk: null,
      fromRaw: false,
      now: pace.now()
    },
    collect: omit(collect, 'watermark'),
    fields: key.map(({ field }) => field),
    raw: join(scratch, 'raw'),
    picked: join(scratch, 'picked')
  }
  await mkdir(asked.picked, { recursive: true })
  await collectTable(asked, context, pace)
  await rm(asked.raw, { recursive: true, force: true })
  return pickedFile(asked, windows[0]?.id ?? '')
}

function keyColumns({ dataset, key, schema }: SweepRequest): TableColumn[] {
  const columns = key.flatMap(({ physical }) => schema.columns.filter((column) => column.physical === physical))
  if (columns.length > 0 && columns.length === key.length) return columns
  throw new AppError('dataset.invalid', `${dataset} has no key by which its rows could be compared.`, {
    hint: 'Declare its primaryKey with columns that the lake holds.',
    details: { dataset }
  })
}
