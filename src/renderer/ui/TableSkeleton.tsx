import { Skeleton, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'

/** The place of a table that is still coming: rows of the real height. */
export function TableSkeleton({ rows = 8, rowHeight = 32 }: { rows?: number; rowHeight?: number }) {
  const { t } = useTranslation()
  return (
    <Stack gap={0} aria-busy="true" aria-label={t('common.loading')} role="status">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} style={{ height: rowHeight, display: 'flex', alignItems: 'center' }}>
          <Skeleton height={10} width={`${90 - ((row * 17) % 40)}%`} />
        </div>
      ))}
    </Stack>
  )
}
