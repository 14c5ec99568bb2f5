import type { ResultOf } from '../../pipeline/contract'
import { formatCount, formatDuration } from '../ui/format'
import { formatInstant } from '../ui/format-time'
import { stateColours, tokens, type Scheme } from '../ui/tokens'
import type { ChartOption } from './echarts'

export type DurationPoint = ResultOf<'runs.durations'>[number]

export interface TrendLook {
  scheme: Scheme
  zone: string
  words: { seconds: string; outlier: string; median: string }
}

/** As the page's; a canvas does not inherit it. */
const fontFamily = "'Pretendard Variable', Pretendard, system-ui, sans-serif"

/** Seconds of a middle run; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  const high = sorted[Math.floor(middle)] ?? 0
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? 0) + high) / 2 : high
}

/** Runs as points in time over their seconds, a line at the median, and outliers as larger diamonds of another colour. */
export function durationTrend(points: readonly DurationPoint[], { scheme, zone, words }: TrendLook): ChartOption {
  const colour = tokens[scheme]
  const axis = { axisLine: { lineStyle: { color: colour.hairline } }, axisLabel: { color: colour.muted } }
  return {
    animation: false,
    textStyle: { fontFamily },
    grid: { left: 64, right: 24, top: 36, bottom: 36 },
    tooltip: {
      trigger: 'item',
      renderMode: 'richText',
      backgroundColor: colour['surface-2'],
      borderColor: colour.hairline,
      textStyle: { color: colour.text, fontSize: 12, fontFamily },
      formatter: (item) => tipOf(points[Array.isArray(item) ? -1 : item.dataIndex], zone, words.outlier)
    },
    xAxis: {
      type: 'category',
      data: points.map(({ at }) => formatInstant(at, zone).slice(5, 16)),
      ...axis,
      axisTick: { show: false }
    },
    yAxis: {
      type: 'value',
      min: 0,
      name: words.seconds,
      nameTextStyle: { color: colour.muted },
      ...axis,
      splitLine: { lineStyle: { color: colour.hairline } }
    },
    series: [
      {
        type: 'scatter',
        data: points.map(({ seconds, outlier }) => ({
          value: seconds,
          symbol: outlier ? 'diamond' : 'circle',
          symbolSize: outlier ? 14 : 8,
          itemStyle: { color: outlier ? stateColours[scheme].late : colour.accent }
        })),
        markLine: {
          silent: true,
          symbol: 'none',
          lineStyle: { color: colour.control, type: 'dashed' },
          label: { formatter: words.median, position: 'insideEndTop', color: colour.muted },
          data: points.length === 0 ? [] : [{ yAxis: median(points.map(({ seconds }) => seconds)) }]
        }
      }
    ]
  }
}

function tipOf(point: DurationPoint | undefined, zone: string, outlier: string): string {
  if (point === undefined) return ''
  const lines = [formatInstant(point.at, zone), formatDuration(point.seconds * 1_000), `× ${formatCount(point.partitions)}`]
  return [...lines, ...(point.outlier ? [outlier] : [])].join('\n')
}
