import { Group, Title } from '@mantine/core'
import type { ReactNode } from 'react'

/** A page's name, what it is about in one muted line, and its actions on the right. */
export function PageHeader({ title, about, actions }: { title: ReactNode; about?: ReactNode; actions?: ReactNode }) {
  return (
    <Group justify="space-between" align="center" gap="lg" wrap="nowrap" mb="lg" mih={36}>
      <Group gap="md" align="baseline" style={{ minWidth: 0 }}>
        <Title order={1}>{title}</Title>
        {about === undefined ? null : (
          <div className="muted" style={{ minWidth: 0 }}>
            {about}
          </div>
        )}
      </Group>
      {actions === undefined ? null : (
        <Group gap="sm" wrap="nowrap">
          {actions}
        </Group>
      )}
    </Group>
  )
}
