import { convertHangulToQwerty, convertQwertyToHangul, getChoseong } from 'es-hangul'

const fold = (text: string): string => text.normalize('NFC').toLowerCase()

/** What a query may have been meant as: as typed, as Hangul typed in the Latin layout, as Latin typed in the Hangul layout. */
export function readings(query: string): string[] {
  const typed = fold(query.trim())
  if (typed === '') return []
  return [...new Set([typed, fold(convertQwertyToHangul(typed)), fold(convertHangulToQwerty(typed))])]
}

const onlyInitials = /^[ㄱ-ㅎ\s]+$/

/** 0 for no match, more for a better one: equal, beginning, word beginning, inside, initials (초성). */
export function score(query: string, text: string): number {
  const target = fold(text)
  return Math.max(0, ...readings(query).map((reading, index) => scoreReading(reading, target) - index * 0.1))
}

function scoreReading(reading: string, target: string): number {
  if (target === reading) return 5
  if (target.startsWith(reading)) return 4
  const at = target.indexOf(reading)
  if (at > 0) return /[\s_.\-/]/.test(target.charAt(at - 1)) ? 3 : 2
  if (onlyInitials.test(reading) && getChoseong(target).replace(/\s/g, '').includes(reading.replace(/\s/g, ''))) return 1
  return 0
}

export interface PartitionQuery {
  name: string
  dt: string
}

/** `kor_close 2021-03` → a partition to open; undefined where the query names none. */
export function partitionQuery(query: string, names: readonly string[]): PartitionQuery | undefined {
  const found = /^(.*\S)\s+(\d{4}-\d{2}(?:-\d{2})?|all)$/.exec(query.trim())
  const [, word, dt] = found ?? []
  if (word === undefined || dt === undefined) return undefined
  const [best] = names
    .map((name) => ({ name, points: score(word, name) }))
    .filter(({ points }) => points > 0)
    .sort((a, b) => b.points - a.points)
  return best === undefined ? undefined : { name: best.name, dt }
}
