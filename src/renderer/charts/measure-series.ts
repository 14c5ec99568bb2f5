import type { MeasureSeries } from '../../pipeline/contract'
import { tokens, type Scheme } from '../ui/tokens'
import type { ChartOption } from './echarts'

export type MeasurePoint = MeasureSeries['points'][number]

export interface MeasureLook {
  scheme: Scheme
  words: { median: string }
  /** What a point is about, in lines of plain text. */
  tip: (point: MeasurePoint) => string
  value: (value: number) => string
  /** A partition that is pointed out. */
  marked?: string | undefined
}

export interface Band {
  low: number
  high: number
}

/** As the page's; a canvas does not inherit it. */
const fontFamily = "'Pretendard Variable', Pretendard, system-ui, sans-serif"

/**
 * How far from the median a value may lie. z is 0.6745 · (value − median) / MAD, so the distance at which |z| is the threshold follows from any
 * value that is not the median itself; where it is, the distance of the point before stands in.
 */
export function bandsOf({ points, threshold }: Pick<MeasureSeries, 'points' | 'threshold'>): (Band | null)[] {
  let half: number | null = null
  return points.map(({ value, median, z }) => {
    if (median === null || z === null) return null
    if (z !== 0 && Number.isFinite(z)) half = (Math.abs(value - median) / Math.abs(z)) * threshold
    return half === null ? null : { low: median - half, high: median + half }
  })
}

/** A measure over partitions: its line, the median and the band around it, and what is unusual as diamonds. All of it neutral. */
export function measureChart(series: MeasureSeries, { scheme, words, tip, value, marked }: MeasureLook): ChartOption {
  const colour = tokens[scheme]
  const { points } = series
  const bands = bandsOf(series)
  const axis = {
    axisLine: { lineStyle: { color: colour.hairline } },
    axisLabel: { color: colour.muted },
    axisTick: { show: false }
  }
  const hidden = { type: 'line' as const, symbol: 'none', silent: true, lineStyle: { opacity: 0 }, stack: 'band' }
  return {
    animation: false,
    textStyle: { fontFamily },
    grid: { left: 72, right: 16, top: 16, bottom: 28 },
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      confine: true,
      backgroundColor: colour['surface-2'],
      borderColor: colour.hairline,
      textStyle: { color: colour.text, fontSize: 12, fontFamily },
      axisPointer: { lineStyle: { color: colour.control } },
      formatter: (items) => {
        const [first] = Array.isArray(items) ? items : [items]
        const point = points[first?.dataIndex ?? -1]
        return point === undefined ? '' : tip(point)
      }
    },
    xAxis: { type: 'category', data: points.map(({ dt }) => dt), ...axis },
    yAxis: {
      type: 'value',
      scale: true,
      ...axis,
      axisLabel: { color: colour.muted, formatter: value },
      splitLine: { lineStyle: { color: colour.hairline } }
    },
    series: [
      { ...hidden, stackStrategy: 'all', data: bands.map((band) => band?.low ?? '-') },
      {
        ...hidden,
        stackStrategy: 'all',
        areaStyle: { color: colour.control, opacity: scheme === 'light' ? 0.16 : 0.24 },
        data: bands.map((band) => (band === null ? '-' : band.high - band.low))
      },
      {
        type: 'line',
        name: words.median,
        symbol: 'none',
        silent: true,
        lineStyle: { color: colour.control, type: 'dashed', width: 1 },
        data: points.map(({ median }) => median ?? '-')
      },
      {
        type: 'line',
        showSymbol: false,
        lineStyle: { color: colour.accent, width: 1.5 },
        itemStyle: { color: colour.accent },
        data: points.map((point) => point.value)
      },
      {
        type: 'scatter',
        data: points.map((point) => ({
          value: point.anomaly || point.dt === marked ? point.value : '-',
          symbol: point.anomaly ? 'diamond' : 'circle',
          symbolSize: point.dt === marked ? 16 : 12,
          itemStyle: {
            color: point.dt === marked ? colour.strong : colour['surface-1'],
            borderColor: colour.strong,
            borderWidth: 1.5
          }
        }))
      }
    ]
  }
}
