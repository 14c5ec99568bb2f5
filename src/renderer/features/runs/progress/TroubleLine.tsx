import { Button, Collapse } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { backfillLink, CopyAction, errorText, formatCount } from '../../../ui'
import styles from '../backfill.module.css'
import type { Trouble } from './outcome'

/** One error of some partitions, in as little room as it can: the lists below it are what one came for. */
export function TroubleLine({ trouble: { error, items } }: { trouble: Trouble }) {
  const { t } = useTranslation()
  const [open, { toggle }] = useDisclosure(false)
  const words = errorText(error, t)
  const details = JSON.stringify(error, null, 2)
  const [{ dataset, dt } = { dataset: '', dt: '' }] = items
  const dts = items.filter((item) => item.dataset === dataset).map((item) => item.dt)
  return (
    <section role="alert" className={`panel ${styles.trouble ?? ''}`}>
      <IconAlertTriangle size={18} color="var(--p-fail-text)" aria-hidden />
      <div style={{ minWidth: 0 }}>
        <div>
          <strong className={styles.failed}>{words.title}</strong>{' '}
          {t('backfill.troubled', { count: items.length, value: formatCount(items.length), dataset, dt })}
        </div>
        <div>{words.message}</div>
        <div>{words.hint}</div>
        <Collapse expanded={open}>
          <pre className="mono" style={{ margin: 0, whiteSpace: 'pre-wrap' }}>
            {details}
          </pre>
        </Collapse>
      </div>
      <div className={styles.actions}>
        <Button variant="default" component={Link} to={backfillLink({ dataset, dts })}>
          {t('backfill.runThese', { count: dts.length, value: formatCount(dts.length) })}
        </Button>
        <Button variant="subtle" color="gray" onClick={toggle} aria-expanded={open}>
          {t('error.details')}
        </Button>
        <CopyAction value={details} label={t('error.copyDetails')} />
      </div>
    </section>
  )
}
