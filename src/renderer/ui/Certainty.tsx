import { Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'

/** From here on nobody needs to look. */
export const SURE = 0.9
/** Below this it is a guess. */
export const GUESS = 0.6

export type CertaintyLevel = 'sure' | 'likely' | 'guess'
export const certaintyLevel = (certainty: number): CertaintyLevel =>
  certainty >= SURE ? 'sure' : certainty >= GUESS ? 'likely' : 'guess'

const filled: Record<CertaintyLevel, number> = { sure: 3, likely: 2, guess: 1 }

/** Three bars and a word: how sure the recognition is. */
export function Certainty({ value, word = false }: { value: number; word?: boolean }) {
  const { t } = useTranslation()
  const level = certaintyLevel(value)
  const text = t(`certainty.${level}`)
  const colour = level === 'sure' ? 'var(--p-state-ok)' : level === 'likely' ? 'var(--p-accent)' : 'var(--p-warn-text)'
  return (
    <Tooltip label={`${text} · ${Math.round(value * 100)} %`}>
      <span style={{ display: 'inline-flex', alignItems: 'center', gap: 6, whiteSpace: 'nowrap' }}>
        <svg width="14" height="12" viewBox="0 0 14 12" role="img" aria-label={text} style={{ color: colour, flex: 'none' }}>
          {[0, 1, 2].map((bar) => (
            <rect
              key={bar}
              x={bar * 5}
              y={8 - bar * 4}
              width="3.5"
              height={4 + bar * 4}
              rx="1"
              fill={bar < filled[level] ? 'currentColor' : 'var(--p-hairline)'}
            />
          ))}
        </svg>
        {word ? text : null}
      </span>
    </Tooltip>
  )
}
