import { Menu, UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { OverviewRow } from '../../../pipeline/contract'
import { datasetLink, formatCount } from '../../ui'
import styles from './today.module.css'

/** How many datasets are made from it, near and far; opened, which. */
export function AffectsCell({ row: { affects, dataset } }: { row: OverviewRow }) {
  const { t } = useTranslation()
  if (affects.length === 0) return <span className="muted">–</span>
  const count = formatCount(affects.length)
  const label = t('overview.affectsList', { count: affects.length, value: count, name: dataset })
  return (
    <Menu withinPortal>
      <Menu.Target>
        <UnstyledButton className={styles.count ?? ''} aria-label={label} title={affects.join(', ')}>
          {count}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{label}</Menu.Label>
        {affects.map((name) => (
          <Menu.Item key={name} component={Link} to={datasetLink(name)}>
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
