/** x marks the row that has the focus, by its physical key; not where text is composed or another key is held. */
export function markOnKey(event: React.KeyboardEvent, toggle: () => void): void {
  const { code, ctrlKey, altKey, metaKey, shiftKey, nativeEvent } = event
  if (code !== 'KeyX' || ctrlKey || altKey || metaKey || shiftKey || nativeEvent.isComposing) return
  event.preventDefault()
  toggle()
}
