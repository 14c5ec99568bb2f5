import { Component, type ReactNode } from 'react'
import { CrashPanel } from './CrashPanel'

/** Keeps one failing screen from taking the window with it. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { error: unknown }> {
  override state: { error: unknown } = { error: null }

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error }
  }

  override render(): ReactNode {
    return this.state.error === null ? this.props.children : <CrashPanel error={this.state.error} />
  }
}
