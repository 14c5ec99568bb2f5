import { useElementSize } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { RunSummary } from '../../../pipeline/contract'
import { formatDuration, formatInstant, runLink, useZone } from '../../ui'
import styles from './timeline.module.css'
import { timelineTicks, type TimelineBar, type TimelineLane } from './timeline'

const LANE = 22
const LABEL = 132
const AXIS = 18
const HEIGHT = 10
const NARROWEST = 4

/** Colour of the state that a run leaves; shape tells failure and refusal apart from the rest. */
const colours: Record<RunSummary['state'], string> = {
  running: 'running',
  done: 'ok',
  unchanged: 'empty',
  refused: 'refused',
  failed: 'failed',
  cancelled: 'missing',
  interrupted: 'late'
}

/** A line for each dataset over 24 hours, now on the right; a bar opens its run. */
export function RunsTimeline({ lanes, now }: { lanes: readonly TimelineLane[]; now: number }) {
  const { t } = useTranslation()
  const zone = useZone()
  const { ref, width } = useElementSize<HTMLDivElement>()
  const inner = Math.max(0, width - LABEL - 16)
  const height = lanes.length * LANE + AXIS
  const hourIn = (ms: number): number => Number(formatInstant(new Date(ms).toISOString(), zone).slice(11, 13))
  return (
    <div ref={ref} className={styles.timeline}>
      <svg width={width} height={height} role="group" aria-label={t('overview.runs.label')}>
        {timelineTicks(now, 3, hourIn).map(({ hour, at }) => (
          <g key={at} transform={`translate(${LABEL + at * inner} 0)`} aria-hidden="true">
            <line y1={0} y2={height - AXIS} className={styles.tick} />
            <text y={height - 4} className={styles.tickText}>
              {String(hour).padStart(2, '0')}
            </text>
          </g>
        ))}
        {lanes.map(({ dataset, bars }, lane) => (
          <g key={dataset} transform={`translate(0 ${lane * LANE})`}>
            <text x={0} y={LANE / 2 + 4} className={styles.laneText} aria-hidden="true">
              {dataset.length > 18 ? `${dataset.slice(0, 17)}…` : dataset}
              <title>{dataset}</title>
            </text>
            {bars.map((bar) => (
              <Bar key={bar.run.id} bar={bar} inner={inner} />
            ))}
          </g>
        ))}
      </svg>
    </div>
  )
}

function Bar({ bar: { run, from, to }, inner }: { bar: TimelineBar; inner: number }) {
  const navigate = useNavigate()
  const label = useBarText(run)
  const wide = Math.max(NARROWEST, (to - from) * inner)
  const x = LABEL + Math.min(from * inner, inner - wide)
  const top = (LANE - HEIGHT) / 2
  const broken = run.state === 'failed' || run.state === 'refused'
  return (
    <a
      href={`#${runLink(run.id)}`}
      className={styles.run}
      aria-label={label}
      data-run={run.id}
      onClick={(event) => {
        event.preventDefault()
        void navigate(runLink(run.id))
      }}
    >
      <title>{label}</title>
      <rect x={x - 2} y={0} width={wide + 4} height={LANE} fill="transparent" />
      <rect
        x={x}
        y={broken ? top - 3 : top}
        width={wide}
        height={broken ? HEIGHT + 6 : HEIGHT}
        rx={2}
        fill={run.state === 'unchanged' ? 'none' : `var(--p-state-${colours[run.state]})`}
        stroke={`var(--p-state-${colours[run.state]})`}
      />
    </a>
  )
}

function useBarText(run: RunSummary): string {
  const { t } = useTranslation()
  const zone = useZone()
  return t('overview.runs.bar', {
    dataset: run.dataset,
    kind: t(`overview.runs.kind.${run.kind}`),
    state: t(`overview.runs.state.${run.state}`),
    at: formatInstant(run.startedAt, zone).slice(5, 16),
    time: run.seconds === null ? '–' : formatDuration(run.seconds * 1000)
  })
}
