import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { TableCollect } from '../../../pipeline/contract'
import type { FieldsProps } from './AskFields'
import styles from './collect.module.css'
import { ConnectionSelect } from './ConnectionSelect'
import { asking } from './draft'
import { Panel } from './Panel'

const orNone = (text: string): string | undefined => (text === '' ? undefined : text)

export function TableFields({ draft, collect, onChange }: FieldsProps & { collect: TableCollect }) {
  const { t } = useTranslation()
  const set = (patch: Partial<TableCollect>): void => onChange(asking(draft, collect, patch))
  return (
    <Panel title={t('collect.ask.title')}>
      <div className={styles.form}>
        <ConnectionSelect kind="mysql" value={collect.connection} onChange={(connection) => set({ connection })} />
        <TextInput
          label={t('collect.ask.table')}
          value={collect.table}
          onChange={(event) => set({ table: event.currentTarget.value })}
          spellCheck={false}
        />
        <TextInput
          label={t('collect.ask.by')}
          description={t('collect.ask.byHint')}
          inputWrapperOrder={['label', 'input', 'description']}
          value={collect.by ?? ''}
          onChange={(event) => set({ by: orNone(event.currentTarget.value) })}
          spellCheck={false}
        />
        <TextInput
          label={t('collect.ask.watermark')}
          description={t('collect.ask.watermarkHint')}
          inputWrapperOrder={['label', 'input', 'description']}
          value={collect.watermark ?? ''}
          onChange={(event) => set({ watermark: orNone(event.currentTarget.value) })}
          spellCheck={false}
        />
      </div>
    </Panel>
  )
}
