import { LineChart, ScatterChart, type LineSeriesOption, type ScatterSeriesOption } from 'echarts/charts'
import {
  AriaComponent,
  GridComponent,
  MarkLineComponent,
  TooltipComponent,
  type GridComponentOption,
  type MarkLineComponentOption,
  type TooltipComponentOption
} from 'echarts/components'
import { init, use as register, type ComposeOption } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'

register([AriaComponent, CanvasRenderer, GridComponent, LineChart, MarkLineComponent, ScatterChart, TooltipComponent])

export type ChartOption = ComposeOption<
  LineSeriesOption | ScatterSeriesOption | GridComponentOption | MarkLineComponentOption | TooltipComponentOption
>

/** A chart in an element, drawn on a canvas: the page's policy allows no inline styles, which SVG and HTML tooltips would need. */
export const createChart = (host: HTMLElement) => init(host, null, { renderer: 'canvas' })
export type Chart = ReturnType<typeof createChart>
