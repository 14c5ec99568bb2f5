import { ActionIcon } from '@mantine/core'
import { IconAlertTriangle, IconChevronDown, IconChevronRight, IconDatabase } from '@tabler/icons-react'
import type { ICellRendererParams } from 'ag-grid-community'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import styles from '../shared/cells.module.css'
import { datasetPath, partitionPath } from '../shared/paths'
import { SimulatedLabel } from '../shared/SimulatedLabel'
import { titleOf } from '../shared/titles'
import type { TreeRow } from './tree'

export interface TreeContext {
  toggle: (name: string) => void
}

/** Name of the lake, a dataset or a partition, indented by its level. */
export function NameCell({ data, context }: ICellRendererParams<TreeRow, unknown, TreeContext>) {
  const { t } = useTranslation()
  if (data === undefined) return null
  if (data.kind === 'lake')
    return (
      <span className={styles.name}>
        <IconDatabase size={14} aria-hidden />
        <strong className="strong">{t('lake.title')}</strong>
      </span>
    )
  if (data.kind === 'partition')
    return (
      <span className={styles.name} style={{ paddingInlineStart: 44 }}>
        <Link className={`${styles.link ?? ''} tabular`} to={partitionPath(data.dataset.name, data.partition.dt)}>
          {data.partition.dt}
        </Link>
      </span>
    )
  return <DatasetName row={data} toggle={context.toggle} />
}

function DatasetName({ row, toggle }: { row: Extract<TreeRow, { kind: 'dataset' }>; toggle: (name: string) => void }) {
  const { t, i18n } = useTranslation()
  const { dataset, open } = row
  const title = titleOf(dataset.title, i18n.language)
  const Chevron = open ? IconChevronDown : IconChevronRight
  return (
    <div className={styles.named}>
      <span className={styles.name}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="xs"
          aria-expanded={open}
          aria-label={t(open ? 'lake.list.fold' : 'lake.list.unfold', { name: dataset.name })}
          onClick={() => toggle(dataset.name)}
        >
          <Chevron size={14} />
        </ActionIcon>
        <Link className={styles.link} to={datasetPath(dataset.name)} title={dataset.name}>
          {dataset.name}
        </Link>
        {dataset.error === undefined ? null : (
          <IconAlertTriangle size={14} color="var(--p-fail-text)" role="img" aria-label={dataset.error.message} />
        )}
        <span className={`muted ${styles.title ?? ''}`} title={title}>
          {title}
        </span>
        {dataset.simulated ? <SimulatedLabel /> : null}
      </span>
    </div>
  )
}
