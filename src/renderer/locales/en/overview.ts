/** Words of the morning's screen. */
export const overview = {
  overview: {
    title: 'Overview',
    none: 'There is no dataset yet. Add data, and every morning this page says whether it is there.',
    need_one: '{{needing}} of {{total}} datasets needs you',
    need_other: '{{needing}} of {{total}} datasets need you',
    well_one: 'The {{total}} dataset is as it should be',
    well_other: 'All {{total}} datasets are as they should be',
    asOf: 'data as of {{date}}',
    gaps_one: '{{value}} partition missing',
    gaps_other: '{{value}} partitions missing',
    noDate: 'no date at which all data is there',
    opens: '{{market}} opens in {{time}}',
    closes: '{{market}} closes in {{time}}',
    theMarket: 'market',
    clock: {
      back: 'The clock was set back by {{time}} (to {{at}}). Schedules go by what it shows now.',
      ahead:
        'The clock was set ahead by {{time}}, or the computer slept (until {{at}}). What fell due meanwhile runs, or is skipped, as its dataset says.'
    },
    status_one: '{{value}} needs you',
    status_other: '{{value}} need you',
    statusWell: 'all well',
    backfillMissing: 'Backfill missing ({{value}})',
    backfillWhich: 'Which dataset',
    partitionsOf_one: '{{value}} partition',
    partitionsOf_other: '{{value}} partitions',
    checkLate: 'Check late again ({{value}})',
    checked: {
      started_one: 'The source of {{value}} dataset was asked again.',
      started_other: 'The sources of {{value}} datasets were asked again.',
      still_one: '{{value}} is not there yet.',
      still_other: '{{value}} are not there yet.'
    },
    today: 'Today',
    zone: 'Times in {{zone}}',
    column: {
      dataset: 'Dataset',
      expected: 'Expected by',
      state: 'State',
      strip: 'Last {{value}} intervals',
      rows: 'Rows',
      median: 'vs median',
      affects: 'Affects',
      note: 'Note'
    },
    medianOf: 'Against the median of the last 20 intervals with data ({{value}} rows){{calendar}}',
    byCalendar: ', by the calendar {{calendar}}',
    expectedHint: '{{interval}}, expected by {{at}}',
    nextHint: 'next {{at}}',
    late: 'late {{time}}',
    arrived: 'there since {{at}}',
    behind: { missing: '{{value}} missing', failed: '{{value}} failed', refused: '{{value}} refused', stale: '{{value}} stale' },
    standstill: {
      interrupted: 'backfill interrupted',
      paused: 'backfill paused',
      review: 'backfill to review',
      space: 'backfill waits for disk space',
      quota: 'waits for its quota'
    },
    strip: {
      label: '{{name}}, last {{value}}: {{counts}}',
      count: '{{value}} {{state}}',
      rows_one: '{{value}} row',
      rows_other: '{{value}} rows',
      late: '{{time}} late'
    },
    affectsList_one: '{{value}} dataset made from {{name}}',
    affectsList_other: '{{value}} datasets made from {{name}}',
    owner: 'owner {{owner}}',
    note: {
      of: 'Note on {{name}}',
      edit: 'Change the note on {{name}}',
      text: 'What is known',
      placeholder: 'Vendor outage',
      until: 'Needs nobody until',
      untilHint: '13:00, or a date with it: 2026-09-01 13:00',
      wrong: 'A time is HH:MM, or YYYY-MM-DD HH:MM, and is to come.',
      hour: '1 hour',
      morning: 'Tomorrow 08:00',
      save: 'Save',
      remove: 'Take away',
      snoozed: 'snoozed until {{at}}',
      by: '{{by}}, {{at}}'
    },
    runs: {
      title: 'Last 24 hours',
      none: 'Nothing has run in the last 24 hours.',
      label: 'Runs of the last 24 hours on a timeline',
      bar: '{{dataset}}, {{kind}}, {{state}}, {{at}}, {{time}}',
      more: 'The newest {{shown}} of {{value}}.',
      all: 'All runs',
      kind: { load: 'load', derive: 'derive', publish: 'publish', undo: 'undo', deliver: 'deliver' },
      state: {
        running: 'running',
        done: 'done',
        unchanged: 'no change',
        refused: 'refused',
        failed: 'failed',
        cancelled: 'cancelled',
        interrupted: 'interrupted'
      }
    },
    schedules: {
      title: 'Schedules',
      none: 'No dataset has a schedule. A schedule is a line of its dataset file.',
      next: 'Next due',
      rule: 'Schedule',
      last: 'Last',
      after: 'after {{names}}',
      arrival: 'when a file arrives',
      on: 'On',
      paused: 'paused',
      active: 'Schedule of {{name}}',
      missed_one: '{{value}} missed',
      missed_other: '{{value}} missed',
      tick: { due: 'due', run: 'run', skipped: 'skipped', failed: 'failed' }
    },
    cron: {
      minutes: 'every {{step}} minutes',
      daily: 'daily {{time}}',
      weekdays: 'weekdays {{time}}',
      monthly: 'day {{day}} of the month {{time}}'
    },
    minutes: '{{value}} min',
    hours: '{{hours}} h {{minutes}} m',
    days: '{{days}} d {{hours}} h'
  }
} as const
