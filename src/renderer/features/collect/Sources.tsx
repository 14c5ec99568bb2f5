import { UnstyledButton } from '@mantine/core'
import { IconApi, IconDatabase, IconFileText, type Icon } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { CollectTemplate } from '../../../pipeline/contract'
import { useCall } from '../../bridge'
import { ErrorPanel, TableSkeleton } from '../../ui'
import styles from './collect.module.css'
import { Panel } from './Panel'

interface Props {
  onTemplate: (template: CollectTemplate) => void
  onHttp: () => void
  onTable: () => void
}

/** Sources that are known, and the two kinds that are not. */
export function Sources({ onTemplate, onHttp, onTable }: Props) {
  const { t, i18n } = useTranslation()
  const { value: templates, error, slow, reload } = useCall('templates.list', {})
  const language = i18n.language === 'ko' ? 'ko' : 'en'
  return (
    <Panel title={t('collect.from.title')}>
      {error === undefined ? null : <ErrorPanel error={error} onRetry={reload} />}
      {slow ? <TableSkeleton rows={3} rowHeight={64} /> : null}
      <div className={styles.choices}>
        {(templates ?? []).map((template) => (
          <Choice
            key={template.id}
            icon={IconFileText}
            title={template.title[language]}
            about={template.description[language]}
            onChoose={() => onTemplate(template)}
          />
        ))}
        <Choice icon={IconApi} title={t('collect.from.http')} about={t('collect.from.httpAbout')} onChoose={onHttp} />
        <Choice icon={IconDatabase} title={t('collect.from.table')} about={t('collect.from.tableAbout')} onChoose={onTable} />
      </div>
    </Panel>
  )
}

interface ChoiceProps {
  icon: Icon
  title: string
  about: string
  onChoose: () => void
}

function Choice({ icon: Symbol, title, about, onChoose }: ChoiceProps) {
  return (
    <UnstyledButton className={styles.choice ?? ''} onClick={onChoose}>
      <Symbol size={20} aria-hidden />
      <span>
        <strong>{title}</strong>
        <span className="muted">{about}</span>
      </span>
    </UnstyledButton>
  )
}
