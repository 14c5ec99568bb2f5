import { Button, Group, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { toWallClock } from '../../../ui'
import { snoozePresets } from './presets'

interface Props {
  /** A wall clock as it is typed. */
  value: string
  wrong: boolean
  zone: string
  /** ms since the epoch. */
  now: number
  onChange: (text: string) => void
}

/** Until when: one of the usual moments, or any. */
export function SnoozeUntil({ value, wrong, zone, now, onChange }: Props) {
  const { t } = useTranslation()
  return (
    <div>
      <TextInput
        w={176}
        label={t('incidents.form.until')}
        placeholder="2026-09-01 13:00"
        title={t('incidents.form.untilHint')}
        value={value}
        error={wrong ? t('incidents.form.untilWrong') : undefined}
        onChange={(event) => onChange(event.currentTarget.value)}
        classNames={{ input: 'tabular' }}
      />
      <Group gap={4} mt={4} role="group" aria-label={t('incidents.form.presets')}>
        {snoozePresets(zone, now).map(({ name, at }) => (
          <Button key={name} size="compact-xs" variant="default" onClick={() => onChange(toWallClock(at, zone))}>
            {t(`incidents.form.preset.${name}`)}
          </Button>
        ))}
      </Group>
    </div>
  )
}
