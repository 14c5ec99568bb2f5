import { Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Incident } from '../../../../pipeline/contract'
import { datasetLink } from '../../../ui'
import styles from '../incidents.module.css'

/** Everything that is made from the dataset, near and far. */
export function Affects({ incident: { affects } }: { incident: Incident }) {
  const { t } = useTranslation()
  return (
    <section className={styles.part} aria-label={t('incidents.detail.affects')}>
      <Title order={3}>{t('incidents.detail.affects')}</Title>
      {affects.length === 0 ? <p className={styles.quiet}>{t('incidents.detail.affectsNone')}</p> : null}
      <ul className={styles.affects}>
        {affects.map((name) => (
          <li key={name}>
            <Link className={styles.link} to={datasetLink(name)}>
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
