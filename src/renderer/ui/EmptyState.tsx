import { Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'

/** One sentence, one action, one sample. */
export function EmptyState({ sentence, action, sample }: { sentence: string; action?: ReactNode; sample?: ReactNode }) {
  return (
    <Stack align="center" gap="md" py={48} px="lg">
      <Text c="var(--p-text)" ta="center" maw={520}>
        {sentence}
      </Text>
      {action}
      {sample === undefined ? null : (
        <Text component="div" size="xs" c="dimmed" ta="center">
          {sample}
        </Text>
      )}
    </Stack>
  )
}
