import { ActionIcon, Button, Group, Kbd, Loader, Text, Tooltip, UnstyledButton, useMantineColorScheme } from '@mantine/core'
import { spotlight } from '@mantine/spotlight'
import { IconListCheck, IconMoon, IconSearch, IconSun } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useCall, useRunningJobs } from '../bridge'
import { changeSettings } from '../bridge/settings'
import { showTray } from './shell-store'
import { Simulated } from '../ui'

export function TopBar() {
  const { value: workspace } = useCall('workspace.get', {})
  return (
    <header className="shell-top">
      <Group gap="sm" wrap="nowrap" style={{ minWidth: 0 }}>
        <Text fw={600} c="var(--p-strong)" truncate title={workspace?.root}>
          {workspace?.title}
        </Text>
        {workspace?.simulated === true ? <Simulated /> : null}
        <ProfileChip />
      </Group>
      <SearchButton />
      <Group gap="xs" justify="flex-end" wrap="nowrap">
        <JobsButton />
        <ThemeButton />
      </Group>
    </header>
  )
}

/** Nothing where it is the default: the others must not be taken for it. */
function ProfileChip() {
  const { t } = useTranslation()
  const { value: profiles } = useCall('profiles.get', {})
  if (profiles === undefined || profiles.active === 'default') return null
  return (
    <Link to="/settings/variables" className="profile" title={t('variables.profileHint')} data-testid="profile">
      {t('variables.inProfile', { profile: profiles.active })}
    </Link>
  )
}

function SearchButton() {
  const { t } = useTranslation()
  return (
    <UnstyledButton className="shell-search" onClick={() => spotlight.open()} aria-label={t('shell.palette')}>
      <IconSearch size={14} aria-hidden />
      <span style={{ flex: 1, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>{t('shell.palette')}</span>
      <Kbd size="xs">Ctrl K</Kbd>
    </UnstyledButton>
  )
}

function JobsButton() {
  const { t } = useTranslation()
  const running = useRunningJobs()
  return (
    <Button
      variant="subtle"
      color="gray"
      leftSection={running > 0 ? <Loader size={12} /> : <IconListCheck size={16} stroke={1.5} />}
      onClick={() => showTray(true)}
      data-testid="jobs-button"
    >
      {running > 0 ? t('shell.jobs', { count: running }) : t('shell.jobsNone')}
    </Button>
  )
}

function ThemeButton() {
  const { t } = useTranslation()
  const { colorScheme } = useMantineColorScheme()
  const dark = colorScheme === 'dark'
  const label = t(dark ? 'shell.toLight' : 'shell.toDark')
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={label}
        onClick={() => void changeSettings({ theme: dark ? 'light' : 'dark' })}
      >
        {dark ? <IconSun size={16} stroke={1.5} /> : <IconMoon size={16} stroke={1.5} />}
      </ActionIcon>
    </Tooltip>
  )
}
