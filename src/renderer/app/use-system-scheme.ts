import { useSyncExternalStore } from 'react'
import type { Scheme } from '../ui'

const dark = window.matchMedia('(prefers-color-scheme: dark)')
const watch = (changed: () => void): (() => void) => {
  dark.addEventListener('change', changed)
  return () => dark.removeEventListener('change', changed)
}

/** The system's scheme, live. */
export const useSystemScheme = (): Scheme => useSyncExternalStore(watch, () => (dark.matches ? 'dark' : 'light'))
