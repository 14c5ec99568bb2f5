import { useTranslation } from 'react-i18next'
import { formatCount, formatDuration, Instant } from '../../../ui'
import { starterOf } from '../shared/starter'
import { ShownStateWord } from '../shared/StateWord'
import type { Mark } from './timeline'

export interface Tip {
  mark: Mark
  /** Where the bar begins and ends below, in pixels of the timeline. */
  x: number
  y: number
}

const WIDTH = 260

/** What a bar is: state by symbol and word, partitions, when, how long, by whom; of several how many. */
export function MarkTip({ tip, width }: { tip: Tip; width: number }) {
  const { t } = useTranslation()
  const { runs, state } = tip.mark
  const [run] = runs
  if (run === undefined) return null
  return (
    <div
      role="tooltip"
      className="panel"
      style={{
        position: 'absolute',
        left: Math.max(8, Math.min(tip.x, width - WIDTH - 8)),
        top: tip.y + 6,
        width: WIDTH,
        padding: '8px 10px',
        background: 'var(--p-surface-2)',
        pointerEvents: 'none',
        zIndex: 2
      }}
    >
      <div>
        <ShownStateWord state={state} /> <strong className="strong">{run.dataset}</strong>{' '}
        {runs.length === 1
          ? t(`runs.kind.${run.kind}`)
          : t('runs.count', { count: runs.length, value: formatCount(runs.length) })}
      </div>
      <div className="tabular muted">
        <Instant at={run.startedAt} />
        {run.seconds === null ? null : ` · ${formatDuration(run.seconds * 1_000)}`} · {starterOf(t, run)}
      </div>
      {run.from === null ? null : (
        <div className="tabular">
          {run.from === run.to ? run.from : `${run.from} … ${run.to ?? ''}`} ·{' '}
          {run.staged === true
            ? t('runs.stagedNothing')
            : t('runs.changedCount', { count: run.changed, value: formatCount(run.changed) })}
        </div>
      )}
      {run.error === undefined ? null : <div>{run.error.message}</div>}
    </div>
  )
}
