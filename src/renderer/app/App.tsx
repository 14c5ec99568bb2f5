import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { RouterProvider } from 'react-router'
import { useStore } from 'zustand'
import { settingsStore } from '../bridge/settings'
import { styleNonce } from '../ui/nonce'
import { cssVariables, theme } from '../ui/theme'
import { ErrorBoundary } from './ErrorBoundary'
import { router } from './routes'
import { useSystemScheme } from './use-system-scheme'

const nonce = styleNonce()

export function App() {
  const chosen = useStore(settingsStore, (settings) => settings.theme)
  const system = useSystemScheme()
  const scheme = chosen === 'system' ? system : chosen
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      forceColorScheme={scheme}
      {...(nonce === undefined ? {} : { getStyleNonce: () => nonce })}
    >
      <Notifications position="bottom-right" />
      <ErrorBoundary>
        <RouterProvider router={router} />
      </ErrorBoundary>
    </MantineProvider>
  )
}
