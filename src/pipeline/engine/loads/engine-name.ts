import { dependencies } from '../../../../package.json'
import type { RunRecord } from '../../contract'

/** DuckDB as the workers have it; what follows the dash is the revision of its binding. */
const DUCKDB = `duckdb ${dependencies['@duckdb/node-api'].split('-', 1)[0] ?? ''}`

/** What does the work of a run: rows are read and written by DuckDB, files that are there already are published and undone without it. */
export const engineOf = (kind: RunRecord['kind']): string => (kind === 'load' || kind === 'derive' ? DUCKDB : 'penstock')
