import { useEffect, type RefObject } from 'react'

/** Focuses the cell that a key asked for, once it is drawn; scrolls to where it will be while it is not. */
export function useKeepFocus(
  scrollerRef: RefObject<HTMLElement | null>,
  wantedRef: RefObject<number | null>,
  places: number
): void {
  useEffect(() => {
    const [element, index] = [scrollerRef.current, wantedRef.current]
    if (element === null || index === null) return
    const cell = element.querySelector<HTMLElement>(`[data-index="${index}"]`)
    if (cell === null) {
      element.scrollTop = (index / places) * element.scrollHeight - element.clientHeight / 2
      return
    }
    wantedRef.current = null
    cell.scrollIntoView({ block: 'nearest' })
    cell.focus({ preventScroll: true })
  })
}
