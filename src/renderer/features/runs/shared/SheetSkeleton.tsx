import { Skeleton, Stack } from '@mantine/core'
import { TableSkeleton } from '../../../ui'
import styles from '../runs.module.css'

/** The place of a plan that is still being made: its sentence, its list, its bill. */
export function SheetSkeleton() {
  return (
    <>
      <Skeleton height={12} width={420} my={4} />
      <div className={styles.sheet}>
        <div className={`panel ${styles.list ?? ''}`} style={{ padding: '4px 12px' }}>
          <TableSkeleton rows={12} />
        </div>
        <div className={`panel ${styles.side ?? ''}`} aria-hidden="true">
          <Stack gap={14}>
            {Array.from({ length: 8 }, (_, line) => (
              <Skeleton key={line} height={10} />
            ))}
          </Stack>
        </div>
      </div>
    </>
  )
}
