import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { json } from '@codemirror/lang-json'
import { bracketMatching, HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { EditorState } from '@codemirror/state'
import { EditorView, keymap, lineNumbers } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { useEffect, useRef } from 'react'
import { styleNonce } from './nonce'

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--p-accent)' },
  { tag: tags.string, color: 'var(--p-strong)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--p-simulated-text)' },
  { tag: tags.punctuation, color: 'var(--p-muted)' }
])

const look = EditorView.theme({
  '&': { height: '100%', color: 'var(--p-text)', backgroundColor: 'var(--p-surface-1)', fontSize: '12px' },
  '.cm-scroller': { fontFamily: 'var(--mantine-font-family-monospace)', lineHeight: '18px' },
  '.cm-gutters': { backgroundColor: 'transparent', color: 'var(--p-muted)', border: 'none' },
  '.cm-content': { caretColor: 'var(--p-strong)' },
  '.cm-cursor': { borderLeftColor: 'var(--p-strong)' },
  '&.cm-focused': { outline: 'none' },
  '&.cm-focused .cm-selectionBackground, .cm-selectionBackground, .cm-content ::selection': {
    backgroundColor: 'var(--p-selected) !important'
  },
  '.cm-matchingBracket': { outline: '1px solid var(--p-control)', backgroundColor: 'transparent !important' }
})

interface Props {
  value: string
  label: string
  /** Called with the whole text on each change by hand. */
  onChange?: (text: string) => void
  readOnly?: boolean
}

/** JSON with line numbers, colours and undo. A new `value` replaces the text; changes by hand do not come back as one. */
export function JsonEditor({ value, label, onChange, readOnly = false }: Props) {
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView | null>(null)
  const listener = useRef(onChange)
  useEffect(() => {
    listener.current = onChange
  }, [onChange])

  useEffect(() => {
    if (host.current === null) return
    const nonce = styleNonce()
    const editor = new EditorView({
      parent: host.current,
      state: EditorState.create({
        extensions: [
          ...(nonce === undefined ? [] : [EditorView.cspNonce.of(nonce)]),
          lineNumbers(),
          history(),
          bracketMatching(),
          json(),
          syntaxHighlighting(colours),
          look,
          EditorView.lineWrapping,
          EditorState.readOnly.of(readOnly),
          EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
          keymap.of([...defaultKeymap, ...historyKeymap]),
          EditorView.updateListener.of((update) => {
            const byHand = update.transactions.some(
              (change) =>
                change.isUserEvent('input') ||
                change.isUserEvent('delete') ||
                change.isUserEvent('undo') ||
                change.isUserEvent('redo') ||
                change.isUserEvent('move')
            )
            if (update.docChanged && byHand) listener.current?.(update.state.doc.toString())
          })
        ]
      })
    })
    view.current = editor
    return () => {
      view.current = null
      editor.destroy()
    }
  }, [label, readOnly])

  useEffect(() => {
    const editor = view.current
    if (editor === null || editor.state.doc.toString() === value) return
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } })
  }, [value, label, readOnly])

  return <div ref={host} style={{ height: '100%', minHeight: 0, overflow: 'hidden' }} />
}
