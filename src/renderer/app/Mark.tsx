/** Penstock's mark: a pipe that turns the flow downward through a gate. */
export function Mark() {
  return (
    <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true" style={{ flex: 'none' }}>
      <path d="M2 4.5 H9 A4.5 4.5 0 0 1 13.5 9 V16" fill="none" stroke="var(--p-accent)" strokeWidth="3.5" strokeLinecap="butt" />
      <path d="M9.5 11.5 H17" stroke="var(--p-strong)" strokeWidth="2" strokeLinecap="round" />
    </svg>
  )
}
