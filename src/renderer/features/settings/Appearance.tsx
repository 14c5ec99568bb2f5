import { SegmentedControl, Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { Settings } from '../../../pipeline/contract'
import { changeSettings, settingsStore } from '../../bridge'
import { Row, Section } from './Section'

const themes = ['system', 'light', 'dark'] as const
const densities = ['comfortable', 'compact'] as const

/** Changes are seen at once and kept by the engine, for every window of the workspace. */
export function Appearance() {
  const { t } = useTranslation()
  const settings = useStore(settingsStore)
  const set = (patch: Partial<Settings>): void => void changeSettings(patch)
  return (
    <Section title={t('settings.appearance')}>
      <Row name={t('settings.language')}>
        <SegmentedControl<Settings['language']>
          aria-label={t('settings.language')}
          value={settings.language}
          onChange={(language) => set({ language })}
          data={[
            { value: 'system', label: t('settings.languageSystem') },
            { value: 'ko', label: '한국어' },
            { value: 'en', label: 'English' }
          ]}
        />
      </Row>
      <Row name={t('settings.theme')}>
        <SegmentedControl<Settings['theme']>
          aria-label={t('settings.theme')}
          value={settings.theme}
          onChange={(theme) => set({ theme })}
          data={themes.map((value) => ({ value, label: t(`settings.themes.${value}`) }))}
        />
      </Row>
      <Row name={t('settings.density')}>
        <SegmentedControl<Settings['density']>
          aria-label={t('settings.density')}
          value={settings.density}
          onChange={(density) => set({ density })}
          data={densities.map((value) => ({ value, label: t(`settings.densities.${value}`) }))}
        />
      </Row>
      <Row name={t('settings.zone')} hint={t('settings.zoneHint')}>
        <Select
          aria-label={t('settings.zone')}
          data={Intl.supportedValuesOf('timeZone')}
          value={settings.zone}
          onChange={(zone) => (zone === null ? undefined : set({ zone }))}
          searchable
          allowDeselect={false}
          limit={100}
          maw={320}
        />
      </Row>
    </Section>
  )
}
