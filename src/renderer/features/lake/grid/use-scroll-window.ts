import { useLayoutEffect, useState, type RefObject } from 'react'
import { visibleBands } from './window'

/** Follows the scrolling of a list of equally high bands and says which of them must be drawn. */
export function useScrollWindow(
  scrollerRef: RefObject<HTMLElement | null>,
  count: number,
  bandHeight: number,
  overscan?: number
) {
  const [view, setView] = useState({ top: 0, height: 400 })
  useLayoutEffect(() => {
    const element = scrollerRef.current
    if (element === null) return
    const follow = (): void => setView({ top: element.scrollTop, height: element.clientHeight })
    const observer = new ResizeObserver(follow)
    element.addEventListener('scroll', follow, { passive: true })
    observer.observe(element)
    element.scrollTop = element.scrollHeight
    return () => {
      element.removeEventListener('scroll', follow)
      observer.disconnect()
    }
  }, [scrollerRef, count, bandHeight])
  return visibleBands(view.top, view.height, bandHeight, count, overscan)
}
