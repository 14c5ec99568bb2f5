import { createRandom } from './random'

/** A company that does not exist; its code ends in 4, which KRX gives to no share. */
export interface Ticker {
  code: string
  name: string
  market: 'KOSPI' | 'KOSDAQ'
  industry: string
  shares: number
  /** Price in KRW on the first day. */
  start: number
}

export const TICKER_COUNT = 240
const first = ['가온', '나래', '다솜', '라온', '마루', '바다솔', '새별', '아라', '해솔', '이든', '도담', '누리봄'] as const
const second = ['전자', '화학', '제약', '건설', '금융', '바이오', '식품', '물산', '소재', '에너지'] as const
const third = ['', '홀딩스'] as const

/** The simulated market, in ascending order of code. */
export function simulatedTickers(seed: number): Ticker[] {
  const random = createRandom(seed, 'tickers')
  return Array.from({ length: TICKER_COUNT }, (_, index) => {
    const industry = second[Math.floor(index / first.length) % second.length] ?? second[0]
    const holding = third[Math.floor(index / (first.length * second.length))] ?? ''
    return {
      code: `${String(index + 1).padStart(5, '0')}4`,
      name: `${first[index % first.length] ?? first[0]}${industry}${holding}(가상)`,
      market: random.perMille(380) ? 'KOSPI' : 'KOSDAQ',
      industry,
      shares: random.int(5, 900) * 100_000,
      start: random.int(15, 900) * random.pick([100, 100, 200])
    }
  })
}
