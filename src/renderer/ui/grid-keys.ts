const TABBABLE =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), [tabindex="0"]'

interface Key {
  key: string
  shiftKey: boolean
  altKey: boolean
  ctrlKey: boolean
  metaKey: boolean
  target: EventTarget
}

/**
 * A table is one stop of the Tab key, however many rows it has: the arrows move within it, Tab leaves it, and Enter on a cell with a link or
 * a button of its own uses that. True where the key was used. What is edited in a cell keeps its keys.
 */
export function obeyGridKey(event: Key, grid: HTMLElement): boolean {
  const { target } = event
  if (!(target instanceof HTMLElement) || !target.matches('.ag-cell, .ag-header-cell')) return false
  if (event.altKey || event.ctrlKey || event.metaKey) return false
  if (event.key === 'Tab') return leave(grid, event.shiftKey)
  return event.key === 'Enter' && !event.shiftKey && press(target)
}

function leave(grid: HTMLElement, backwards: boolean): boolean {
  const side = backwards ? Node.DOCUMENT_POSITION_PRECEDING : Node.DOCUMENT_POSITION_FOLLOWING
  const beside = [...document.querySelectorAll<HTMLElement>(TABBABLE)].filter(
    (one) => !grid.contains(one) && (grid.compareDocumentPosition(one) & side) !== 0 && isReachable(one)
  )
  const next = backwards ? beside.at(-1) : beside[0]
  next?.focus()
  return next !== undefined
}

const isReachable = (element: HTMLElement): boolean =>
  element.tabIndex >= 0 && element.checkVisibility({ visibilityProperty: true, opacityProperty: true })

function press(cell: HTMLElement): boolean {
  const own = cell.querySelector<HTMLElement>('a[href], button:not(:disabled)')
  own?.click()
  return own !== null
}
