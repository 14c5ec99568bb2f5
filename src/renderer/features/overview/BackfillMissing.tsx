import { Button, Menu } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { OverviewRow } from '../../../pipeline/contract'
import { backfillLink, formatCount } from '../../ui'
import { missingOf } from './morning'

const sheetOf = ({ dataset }: OverviewRow): string => backfillLink({ dataset, only: ['missing'] })

/** The way to the sheet of what is missing: it shows a plan and starts nothing. Several datasets have a sheet each. */
export function BackfillMissing({ rows }: { rows: readonly OverviewRow[] }) {
  const { t } = useTranslation()
  const [first] = rows
  if (first === undefined) return null
  const label = t('overview.backfillMissing', { value: formatCount(rows.reduce((sum, row) => sum + missingOf(row), 0)) })
  if (rows.length === 1)
    return (
      <Button component={Link} to={sheetOf(first)} data-sheet="KeyB">
        {label}
      </Button>
    )
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button data-sheet="KeyB">{label}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('overview.backfillWhich')}</Menu.Label>
        {rows.map((row) => (
          <Menu.Item
            key={row.dataset}
            component={Link}
            to={sheetOf(row)}
            rightSection={
              <span className="muted tabular">
                {t('overview.partitionsOf', { count: missingOf(row), value: formatCount(missingOf(row)) })}
              </span>
            }
          >
            {row.dataset}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
