export const health = {
  health: {
    title: 'Health',
    ok: 'Engine, disk, quotas and schedules are well.',
    disk: {
      title: 'Disk',
      free: 'Free',
      freeOf: '{{free}} of {{total}}',
      unknown: 'not known',
      daysLeft: 'At this pace',
      days: 'full in {{value}} days',
      noGrowth: 'enough for years',
      lake: 'Tables',
      raw: 'Kept answers',
      state: 'History and settings',
      logs: 'of which logs'
    },
    engine: {
      title: 'Engine',
      since: 'Running since',
      memory: 'Memory',
      clients: 'Connected windows and command lines',
      jobs: 'Running jobs',
      delay: 'Longest pause (99 %)',
      workers: 'Processes',
      role: { load: 'loads', read: 'reading', collect: 'collection' },
      worker: { ready: 'ready', starting: 'starting', down: 'starts when it is needed' }
    },
    quotas: {
      title: 'Daily requests',
      none: 'No connection counts its requests.',
      connection: 'Connection',
      used: 'Used today',
      perDay: 'Limit',
      unlimited: 'no limit',
      resets: 'Resets at',
      exhausted: 'used up',
      waiting: 'Waiting backfills'
    },
    schedules: {
      title: 'Schedules',
      none: 'No dataset runs by schedule.',
      dataset: 'Dataset',
      late: 'Last run after it fell due',
      days: '{{value}} days',
      usual: 'Usually',
      waiting: 'Waiting',
      failed: 'Could not start'
    },
    retention: {
      title: 'Retention',
      none: 'The lake has no dataset.',
      note: 'Files that the current version no longer uses are kept for {{days}} days: until then every version can be read and restored.',
      dataset: 'Dataset',
      live: 'Current version',
      kept: 'Kept for earlier versions',
      old: 'Older: could be freed',
      files: 'Files',
      raw: 'Kept answers',
      sum: 'Total'
    }
  }
} as const
