import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import krx from '../../../resources/calendars/krx.json'
import nyse from '../../../resources/calendars/nyse.json'
import { marketCalendar, type MarketCalendar } from '../contract'
import { AppError, wrapSystemError } from '../lib/errors'
import { createCalendar, type TradingCalendar } from './trading-days'

const shipped: ReadonlyMap<string, MarketCalendar> = new Map(
  [krx, nyse].map((file) => {
    const calendar = marketCalendar.parse(file)
    return [calendar.id, calendar]
  })
)

/** Ids of the calendars that come with the application. */
export const shippedCalendars: readonly string[] = [...shipped.keys()]

/** A calendar that comes with the application; undefined where there is none of that id. */
export function shippedCalendar(id: string): TradingCalendar | undefined {
  const file = shipped.get(id)
  return file === undefined ? undefined : createCalendar(file)
}

/** The workspace's `calendars/<id>.json` where it has one, otherwise the shipped calendar; `dataset.invalid` for a bad file or an unknown id. */
export async function loadCalendar(workspaceRoot: string, id: string): Promise<TradingCalendar> {
  const path = join(workspaceRoot, 'calendars', `${requireId(id)}.json`)
  const text = await readOptional(path)
  if (text !== undefined) return createCalendar(parseFile(text, path))
  const calendar = shippedCalendar(id)
  if (calendar !== undefined) return calendar
  throw new AppError('dataset.invalid', `There is no calendar ${id}.`, {
    hint: `Use one of ${(await knownCalendars(workspaceRoot)).join(', ')}, or put a file calendars/${id}.json into the workspace.`
  })
}

async function knownCalendars(workspaceRoot: string): Promise<string[]> {
  const files = await readdir(join(workspaceRoot, 'calendars')).catch((): string[] => [])
  const own = files.filter((file) => file.endsWith('.json')).map((file) => file.slice(0, -'.json'.length))
  return [...new Set([...shippedCalendars, ...own])].sort()
}

function requireId(id: string): string {
  const checked = marketCalendar.shape.id.safeParse(id)
  if (checked.success) return checked.data
  throw new AppError('dataset.invalid', `${JSON.stringify(id)} is not the id of a calendar.`, {
    hint: 'An id is made of a–z, 0–9, _ and -.'
  })
}

async function readOptional(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    const known = wrapSystemError(error)
    if (known.code === 'file.missing') return undefined
    throw known
  }
}

function parseFile(text: string, path: string): MarketCalendar {
  const invalid = (why: string): AppError =>
    new AppError('dataset.invalid', `The calendar ${path} cannot be used: ${why}.`, {
      hint: 'Mend the file, or remove it to use the calendar that comes with the application.'
    })
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw invalid('it is not JSON')
  }
  const parsed = marketCalendar.safeParse(json)
  if (!parsed.success) throw invalid(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '))
  return parsed.data
}
