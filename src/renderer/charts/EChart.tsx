import { useEffect, useRef } from 'react'
import { createChart, type Chart, type ChartOption } from './echarts'

interface Props {
  option: ChartOption
  /** What the chart shows, for screen readers. */
  label: string
  /** A point of the first series was clicked. */
  onPoint?: (index: number) => void
}

/** A chart as large as its container; it is made once, follows its size, and is gone with the component. */
export function EChart({ option, label, onPoint }: Props) {
  const host = useRef<HTMLDivElement>(null)
  const chart = useRef<Chart | null>(null)
  const pointed = useRef(onPoint)
  useEffect(() => {
    pointed.current = onPoint
  }, [onPoint])

  useEffect(() => {
    if (host.current === null) return
    const made = createChart(host.current)
    chart.current = made
    made.on('click', ({ dataIndex }) => pointed.current?.(dataIndex))
    const sized = new ResizeObserver(() => made.resize())
    sized.observe(host.current)
    // Letters of the font arrive when they are first needed; what was drawn before has another one.
    const redraw = (): void => made.resize({ silent: true })
    document.fonts.addEventListener('loadingdone', redraw)
    return () => {
      document.fonts.removeEventListener('loadingdone', redraw)
      sized.disconnect()
      made.dispose()
      chart.current = null
    }
  }, [])

  // Replaced as a whole: merging keeps what is gone.
  useEffect(() => chart.current?.setOption(option, { notMerge: true }), [option])

  return <div ref={host} role="img" aria-label={label} style={{ width: '100%', height: '100%' }} />
}
