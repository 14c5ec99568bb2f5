import { en } from '../../../locales/en'

type OperationKey = keyof typeof en.lake.operation

/** The dictionary's key of a commit's operation, whatever its case; `foreign` for what other tools wrote. */
export function operationKey(operation: string): OperationKey {
  const key = operation.toLowerCase()
  return key in en.lake.operation ? (key as OperationKey) : 'foreign'
}
