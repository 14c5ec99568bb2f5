import { useElementSize } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useNow } from '../../../bridge'
import { EmptyState, ErrorPanel, formatCount, runLink, startedBackfillLink, TableSkeleton, useZone } from '../../../ui'
import styles from '../list.module.css'
import { rangeHours } from './filter'
import { MarkBar } from './MarkBar'
import { MarkTip, type Tip } from './MarkTip'
import { lanesOf, pixelOf, ticksOf, type Lane, type Mark, type Span } from './timeline'
import { useAllRuns } from './use-all-runs'
import type { Filtering } from './use-filter'

const NAME = 168
const TRACK = 18
const PAD = 7
const AXIS = 26
const MINUTE_MS = 60_000

/** A lane for each dataset, a bar for each run, up to the line of now. */
export function Timeline({ filtering }: { filtering: Filtering }) {
  const { t } = useTranslation()
  const { value, error } = useAllRuns(filtering.filter)
  const { ref, width } = useElementSize()
  if (error !== undefined) return <ErrorPanel error={error} />
  const cut = value !== undefined && value.total > value.runs.length
  return (
    <>
      {cut ? (
        <p className="muted tabular" style={{ margin: 0 }}>
          {t('runs.newestOnly', { value: formatCount(value.runs.length), total: formatCount(value.total) })}
        </p>
      ) : null}
      <div ref={ref} className={`panel ${styles.timeline ?? ''}`}>
        {value === undefined ? <TableSkeleton /> : null}
        {value?.runs.length === 0 ? <EmptyState sentence={t('runs.timeline.none')} /> : null}
        {value === undefined || value.runs.length === 0 || width === 0 ? null : (
          <Lanes runs={value.runs} cut={cut} filtering={filtering} width={width} />
        )}
      </div>
    </>
  )
}

interface LanesProps {
  runs: Parameters<typeof lanesOf>[0]
  /** Older ones are not among them. */
  cut: boolean
  filtering: Filtering
  width: number
}

function Lanes({ runs, cut, filtering, width }: LanesProps) {
  const { t } = useTranslation()
  const zone = useZone()
  const second = useNow() ?? 0
  const [tip, setTip] = useState<Tip | undefined>(undefined)
  const open = useOpenMark(filtering)
  // To the minute, so that bars do not creep every second.
  const now = Math.ceil(second / MINUTE_MS) * MINUTE_MS
  const span: Span = { ...shownTime(filtering, now), width: width - NAME - 20 }
  const placed = place(lanesOf(runs, span, now))
  const height = AXIS + placed.reduce((sum, { height: own }) => sum + own, 0)
  const oldest = cut ? runs.at(-1) : undefined
  const drawnFrom = oldest === undefined ? 0 : Math.max(0, pixelOf(Date.parse(oldest.startedAt), span))
  const nowX = NAME + pixelOf(now, span)
  return (
    <>
      <svg
        width={width}
        height={height}
        role="group"
        aria-label={t('runs.timeline.label')}
        onMouseLeave={() => setTip(undefined)}
      >
        {ticksOf(span, zone).map(({ x, label }) => (
          <g key={x}>
            <line x1={NAME + x} x2={NAME + x} y1={AXIS - 4} y2={height} stroke="var(--p-hairline)" />
            <text x={NAME + x} y={16} textAnchor="middle">
              {label}
            </text>
          </g>
        ))}
        {drawnFrom > 0 ? (
          <rect x={NAME} y={AXIS} width={drawnFrom} height={height - AXIS} fill="var(--p-hairline)" fillOpacity={0.5} />
        ) : null}
        {placed.map(({ lane, y }) => (
          <g key={lane.dataset} role="group" aria-label={lane.dataset}>
            <line x1={0} x2={width} y1={y} y2={y} stroke="var(--p-hairline)" />
            <text x={12} y={y + PAD + TRACK / 2 + 4} className={styles.name}>
              {shorten(lane.dataset)}
              <title>{lane.dataset}</title>
            </text>
            {lane.tracks.map((track, row) =>
              track.map((mark, index) => (
                <MarkBar
                  key={mark.runs[0]?.id}
                  mark={mark}
                  x={NAME + mark.x}
                  y={y + PAD + row * TRACK}
                  height={TRACK - 5}
                  first={row === 0 && index === 0}
                  onTip={setTip}
                  onOpen={open}
                />
              ))
            )}
          </g>
        ))}
        {now > span.until ? null : (
          <line x1={nowX} x2={nowX} y1={AXIS - 6} y2={height} stroke="var(--p-accent)" strokeWidth={1.5} />
        )}
      </svg>
      {tip === undefined ? null : <MarkTip tip={tip} width={width} />}
    </>
  )
}

/** The window of the filter, with a little room for now; of an opened day the day. */
function shownTime({ filter, day, range }: Filtering, now: number): Pick<Span, 'from' | 'until'> {
  if (day !== undefined && filter.since !== undefined && filter.until !== undefined)
    return { from: Date.parse(filter.since), until: Date.parse(filter.until) }
  const hours = range === 'all' ? rangeHours['30d'] : rangeHours[range]
  return { from: now - hours * 60 * MINUTE_MS, until: now + hours * MINUTE_MS }
}

function place(lanes: readonly Lane[]): { lane: Lane; y: number; height: number }[] {
  let y = AXIS
  return lanes.map((lane) => {
    const height = lane.tracks.length * TRACK + PAD * 2 - 5
    y += height
    return { lane, y: y - height, height }
  })
}

const shorten = (name: string): string => (name.length > 22 ? `${name.slice(0, 21)}…` : name)

/** A run opens as its page, runs of one backfill as that, and several others as the table of their dataset. */
function useOpenMark(filtering: Filtering): (mark: Mark) => void {
  const navigate = useNavigate()
  return ({ runs }) => {
    const [first] = runs
    if (first === undefined) return
    if (runs.length === 1) void navigate(runLink(first.id))
    else if (first.backfill !== null && runs.every(({ backfill }) => backfill === first.backfill))
      void navigate(startedBackfillLink(first.backfill))
    else filtering.set({ dataset: first.dataset, tab: 'table' })
  }
}
