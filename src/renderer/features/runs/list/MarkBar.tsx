import { useTranslation } from 'react-i18next'
import { formatCount, formatInstant, StateSymbol, useZone } from '../../../ui'
import styles from '../list.module.css'
import { runSymbols } from '../shared/symbols'
import type { Tip } from './MarkTip'
import type { Mark } from './timeline'

interface Props {
  mark: Mark
  x: number
  y: number
  height: number
  /** Of its lane: the one that the keyboard comes to first. */
  first: boolean
  onTip: (tip: Tip | undefined) => void
  onOpen: (mark: Mark) => void
}

/** A bar in its state's colour; what needs a look carries its symbol too, and what changed nothing is hollow. */
export function MarkBar({ mark, x, y, height, first, onTip, onOpen }: Props) {
  const { t } = useTranslation()
  const zone = useZone()
  const { state, runs, width } = mark
  const colour = `var(--p-state-${runSymbols[state]})`
  const plain = state === 'done' || state === 'unchanged'
  const [run] = runs
  const label =
    runs.length === 1 && run !== undefined
      ? `${t(`runs.state.${state}`)} · ${run.dataset} · ${formatInstant(run.startedAt, zone)}`
      : `${t('runs.count', { count: runs.length, value: formatCount(runs.length) })} · ${t(`runs.state.${state}`)}`
  const show = (): void => onTip({ mark, x, y: y + height })
  return (
    <g
      className={styles.mark}
      role="link"
      aria-label={label}
      tabIndex={first ? 0 : -1}
      {...(first ? { 'data-row': true } : {})}
      data-mark
      onClick={() => onOpen(mark)}
      onMouseEnter={show}
      onFocus={show}
      onBlur={() => onTip(undefined)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') onOpen(mark)
        else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') step(event)
      }}
    >
      <rect
        x={x}
        y={y}
        width={width}
        height={height}
        rx={2}
        fill={state === 'unchanged' ? 'transparent' : colour}
        stroke={colour}
        fillOpacity={state === 'running' ? 0.45 : 1}
      />
      {plain ? null : (
        <g transform={`translate(${x + width + 2} ${y + height / 2 - 6})`}>
          <StateSymbol state={runSymbols[state]} />
        </g>
      )}
    </g>
  )
}

/** Within a lane the arrows go from bar to bar. */
function step(event: React.KeyboardEvent<SVGGElement>): void {
  const bars = [...(event.currentTarget.parentElement?.querySelectorAll<SVGGElement>('[data-mark]') ?? [])]
  const next = bars[bars.indexOf(event.currentTarget) + (event.key === 'ArrowRight' ? 1 : -1)]
  next?.focus()
  event.preventDefault()
}
