import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import { moveTo } from './keys'
import { rangeBetween, type DtRange } from './range'
import type { GridModel } from './slots'

interface Options {
  model: GridModel
  onSelect: (range: DtRange | null) => void
  onOpen: (dt: string) => void
}

const indexOf = (target: EventTarget): number | undefined => {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null
  return cell === null ? undefined : Number(cell.dataset.index)
}

const newest = ({ slots }: GridModel): number => slots.findLastIndex(({ partition }) => partition !== undefined)

/** Selecting a span by dragging, Shift+click or Shift+arrows; Space selects one, Enter opens it, Escape lets go, Ctrl+A takes all. */
export function useRangeSelect({ model, onSelect, onOpen }: Options) {
  const last = model.slots.length - 1
  const [moved, setMoved] = useState<number | null>(null)
  const anchor = useRef<number | null>(null)
  const dragging = useRef(false)
  const wantedRef = useRef<number | null>(null)
  const current = Math.min(moved ?? newest(model), last)

  useEffect(() => {
    const drop = (): void => void (dragging.current = false)
    window.addEventListener('pointerup', drop)
    return () => window.removeEventListener('pointerup', drop)
  }, [])

  const select = (from: number, to: number): void => {
    const [left, right] = [model.slots[from], model.slots[to]]
    if (left !== undefined && right !== undefined) onSelect(rangeBetween(left.dt, right.dt))
  }
  const extend = (to: number): void => {
    anchor.current ??= current
    select(anchor.current, to)
  }
  const press = (event: PointerEvent): void => {
    const index = indexOf(event.target)
    if (index === undefined || event.button !== 0) return
    dragging.current = true
    if (event.shiftKey) extend(index)
    else {
      anchor.current = index
      select(index, index)
    }
    setMoved(index)
  }
  const drag = (event: PointerEvent): void => {
    const index = indexOf(event.target)
    if (!dragging.current || index === undefined || index === current) return
    extend(index)
    setMoved(index)
  }
  const follow = (event: { target: EventTarget }): void => {
    const index = indexOf(event.target)
    if (index !== undefined && !dragging.current) setMoved(index)
  }
  const open = (event: { target: EventTarget }): void => {
    const index = indexOf(event.target)
    const slot = index === undefined ? undefined : model.slots[index]
    if (slot?.partition !== undefined) onOpen(slot.dt)
  }
  const command = (event: KeyboardEvent): boolean => {
    if (event.key === 'Enter') open(event)
    else if (event.key === ' ') {
      anchor.current = current
      select(current, current)
    } else if (event.key === 'Escape') onSelect(null)
    else if (event.code === 'KeyA' && (event.ctrlKey || event.metaKey)) select(0, last)
    else return false
    return true
  }
  const key = (event: KeyboardEvent): void => {
    const target = moveTo(model, current, event.key)
    if (target === undefined ? !command(event) : event.altKey) return
    event.preventDefault()
    if (target === undefined) return
    if (event.shiftKey) extend(target)
    else anchor.current = target
    wantedRef.current = target
    setMoved(target)
  }
  return {
    current,
    wantedRef,
    handlers: { onPointerDown: press, onPointerOver: drag, onDoubleClick: open, onKeyDown: key, onFocus: follow }
  }
}
