import { z } from 'zod'
import { AppError } from '../lib/errors'

/** Actions of the Delta protocol as they stand in the log. Fields that we do not know are kept as they are. */
const texts = z.record(z.string(), z.string().nullable())

export const addAction = z.looseObject({
  /** Relative to the table's folder, URL-encoded. */
  path: z.string().min(1),
  partitionValues: texts,
  size: z.number().int(),
  /** ms since the epoch. */
  modificationTime: z.number(),
  dataChange: z.boolean(),
  /** JSON text: numRecords, minValues, maxValues, nullCount. */
  stats: z.string().nullish(),
  tags: texts.nullish()
})
export type AddAction = z.infer<typeof addAction>

export const removeAction = z.looseObject({
  path: z.string().min(1),
  deletionTimestamp: z.number().nullish(),
  dataChange: z.boolean().nullish(),
  partitionValues: texts.nullish(),
  size: z.number().nullish()
})
export type RemoveAction = z.infer<typeof removeAction>

export const metaDataAction = z.looseObject({
  id: z.string(),
  name: z.string().nullish(),
  description: z.string().nullish(),
  format: z.looseObject({ provider: z.string(), options: texts.nullish() }),
  schemaString: z.string(),
  partitionColumns: z.array(z.string()),
  configuration: texts.nullish(),
  createdTime: z.number().nullish()
})
export type MetaDataAction = z.infer<typeof metaDataAction>

export const protocolAction = z.looseObject({
  minReaderVersion: z.number().int(),
  minWriterVersion: z.number().int(),
  readerFeatures: z.array(z.string()).nullish(),
  writerFeatures: z.array(z.string()).nullish()
})
export type ProtocolAction = z.infer<typeof protocolAction>

export const txnAction = z.looseObject({ appId: z.string(), version: z.number(), lastUpdated: z.number().nullish() })
export type TxnAction = z.infer<typeof txnAction>

/** Free in form; these are the fields that Penstock and its relatives write. */
export const commitInfoAction = z.looseObject({
  timestamp: z.number().optional().catch(undefined),
  operation: z.string().optional().catch(undefined),
  engineInfo: z.string().optional().catch(undefined),
  /** The commit's own id: by it a writer whose answer was lost knows its commit again. */
  txnId: z.string().optional().catch(undefined),
  runId: z.string().optional().catch(undefined),
  startedBy: z.string().optional().catch(undefined)
})
export type CommitInfoAction = z.infer<typeof commitInfoAction>

/** What one commit, or one checkpoint, says. Actions of other kinds (cdc, domainMetadata …) are left out. */
export interface Actions {
  adds: AddAction[]
  removes: RemoveAction[]
  txns: TxnAction[]
  metaData?: MetaDataAction | undefined
  protocol?: ProtocolAction | undefined
  commitInfo?: CommitInfoAction | undefined
}

export const noActions = (): Actions => ({ adds: [], removes: [], txns: [] })

/** Checks one action of unknown origin and puts it with the others; throws a ZodError where it is not what the protocol says. */
export function collectAction(actions: Actions, value: unknown): void {
  const { add, remove, txn, metaData, protocol, commitInfo } = line.parse(value)
  if (given(add)) actions.adds.push(addAction.parse(add))
  if (given(remove)) actions.removes.push(removeAction.parse(remove))
  if (given(txn)) actions.txns.push(txnAction.parse(txn))
  if (given(metaData)) actions.metaData = metaDataAction.parse(metaData)
  if (given(protocol)) actions.protocol = protocolAction.parse(protocol)
  if (given(commitInfo)) actions.commitInfo = commitInfoAction.parse(commitInfo)
}

/** Checkpoints hold null where an action is of another kind. */
const given = (action: unknown): boolean => action !== undefined && action !== null
const line = z.record(z.string(), z.unknown())

/** A commit file: one JSON object a line. `lake.corrupt` names the file and the line. */
export function parseCommit(text: string, file: string): Actions {
  const actions = noActions()
  const lines = text.split('\n')
  for (const [index, content] of lines.entries()) {
    if (content.trim() === '') continue
    try {
      collectAction(actions, JSON.parse(content))
    } catch (cause) {
      throw new AppError('lake.corrupt', `${file}, line ${index + 1}, is not an action of a Delta log.`, {
        hint: 'Run fsck to see what is damaged; bring the file back from a backup. Nothing was changed.',
        details: { path: file, line: index + 1, reason: cause instanceof Error ? cause.message : String(cause) }
      })
    }
  }
  return actions
}

/** The text of a commit file. `commitInfo` comes first, as readers of histories expect. */
export function serialiseCommit({ commitInfo, protocol, metaData, txns, removes, adds }: Actions): string {
  const lines: object[] = []
  if (commitInfo !== undefined) lines.push({ commitInfo })
  if (protocol !== undefined) lines.push({ protocol })
  if (metaData !== undefined) lines.push({ metaData })
  for (const txn of txns) lines.push({ txn })
  for (const remove of removes) lines.push({ remove })
  for (const add of adds) lines.push({ add })
  return lines.map((action) => `${JSON.stringify(action)}\n`).join('')
}
