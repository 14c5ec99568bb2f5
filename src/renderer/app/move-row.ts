/** Moves the focus to the next (1) or previous (−1) row of the table at hand, by the very key that the table itself listens to. */
export function moveRow(by: 1 | -1): boolean {
  const inGrid = document.activeElement?.closest('.ag-root')
  const cell = inGrid === null || inGrid === undefined ? document.querySelector<HTMLElement>('.ag-root .ag-cell') : null
  if (cell !== null) {
    cell.focus()
    return true
  }
  if (inGrid === null || inGrid === undefined) return moveListRow(by)
  const key = by === 1 ? 'ArrowDown' : 'ArrowUp'
  document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, code: key, bubbles: true, cancelable: true }))
  return true
}

/** Plain lists mark what can be walked with `data-row`. */
function moveListRow(by: 1 | -1): boolean {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')]
  if (rows.length === 0) return false
  const at = rows.findIndex((row) => row.contains(document.activeElement))
  const next = rows[at === -1 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))]
  next?.focus()
  return next !== undefined
}
