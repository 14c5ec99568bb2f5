import { Select, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useCall } from '../../bridge'

interface Props {
  kind: 'http' | 'mysql'
  value: string
  onChange: (name: string) => void
}

/** Connections of a kind; where there is none, the way to make one. */
export function ConnectionSelect({ kind, value, onChange }: Props) {
  const { t } = useTranslation()
  const { value: connections = [] } = useCall('connections.list', {})
  const names = connections.filter(({ spec }) => spec?.target.kind === kind).map(({ name }) => name)
  return (
    <div>
      <Select
        label={t('collect.ask.connection')}
        data={names}
        value={names.includes(value) ? value : null}
        onChange={(name) => (name === null ? undefined : onChange(name))}
        allowDeselect={false}
        searchable
      />
      <Text size="xs" c="dimmed" mt={4}>
        {names.length === 0 ? `${t('collect.ask.noConnection')} ` : ''}
        <Link to="/settings/connections">{t('collect.ask.makeConnection')}</Link>
      </Text>
    </div>
  )
}
