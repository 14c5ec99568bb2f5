/** What a unit measures, and its size as a power of ten of the smallest one of its kind. */
interface UnitSize {
  dimension: string
  power: number
}

const sizes: Readonly<Record<string, UnitSize>> = {
  ...sized('KRW', { 원: 0, KRW: 0, 천원: 3, 만원: 4, 십만원: 5, 백만원: 6, 천만원: 7, 억원: 8, 십억원: 9, 조원: 12 }),
  ...sized('USD', { USD: 0, $: 0, 천달러: 3, 백만달러: 6 }),
  ...sized('share', { 주: 0, 천주: 3, 만주: 4, 백만주: 6 }),
  ...sized('ratio', { bp: 0, '%': 2, '%p': 2, 배: 4 }),
  ...sized('count', { 건: 0, 명: 0, 천명: 3, 만명: 4 }),
  ...sized('mass', { g: 0, kg: 3, t: 6, 톤: 6 })
}

function sized(dimension: string, powers: Record<string, number>): Record<string, UnitSize> {
  return Object.fromEntries(Object.entries(powers).map(([unit, power]) => [unit, { dimension, power }]))
}

const sizeOf = (unit: string): UnitSize | undefined => {
  const name = unit.trim()
  return Object.hasOwn(sizes, name) ? sizes[name] : undefined
}

/** What a unit measures (`KRW`, `share` …); undefined of one that is not known. */
export const dimensionOf = (unit: string | undefined): string | undefined =>
  unit === undefined ? undefined : sizeOf(unit)?.dimension

/** The power of ten by which values in `from` become values in `to`: 억원 → 원 is 8. Undefined where no exact factor is known. */
export function unitPower(from: string, to: string): number | undefined {
  const [left, right] = [sizeOf(from), sizeOf(to)]
  if (left === undefined || right === undefined || left.dimension !== right.dimension) return undefined
  return left.power - right.power
}
