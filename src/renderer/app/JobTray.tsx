import { Drawer, Stack, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { JobSnapshot } from '../../pipeline/contract'
import { isFinal, useJobs } from '../bridge'
import { EmptyState } from '../ui'
import { JobCard } from './JobCard'
import { showTray, useTrayOpen } from './shell-store'

/** Running and finished jobs. They belong to the engine: neither navigation nor a reload loses one. */
export function JobTray() {
  const { t } = useTranslation()
  const open = useTrayOpen()
  return (
    <Drawer
      opened={open}
      onClose={() => showTray(false)}
      position="right"
      size={440}
      title={t('tray.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {open ? <JobList /> : null}
    </Drawer>
  )
}

function JobList() {
  const { t } = useTranslation()
  const jobs = useJobs()
  const running = jobs.filter((job) => !isFinal(job))
  const finished = jobs.filter((job) => isFinal(job) && isWorthKeeping(job)).slice(0, 50)
  if (running.length + finished.length === 0) return <EmptyState sentence={t('tray.empty')} />
  return (
    <Stack gap="lg">
      <JobGroup title={t('tray.running')} jobs={running} />
      <JobGroup title={t('tray.finished')} jobs={finished} />
    </Stack>
  )
}

/** Looking at a source, comparing or proving leaves its result where it was asked for. */
const passing: ReadonlySet<JobSnapshot['kind']> = new Set(['recognise', 'check', 'diff', 'staged-diff', 'proof'])
const isWorthKeeping = ({ kind }: JobSnapshot): boolean => !passing.has(kind)

function JobGroup({ title, jobs }: { title: string; jobs: readonly JobSnapshot[] }) {
  if (jobs.length === 0) return null
  return (
    <section aria-label={title}>
      <Title order={3} mb="xs">
        {title}
      </Title>
      <Stack gap="sm" component="ul" style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {jobs.map((job) => (
          <li key={job.id}>
            <JobCard job={job} />
          </li>
        ))}
      </Stack>
    </section>
  )
}
