export const common = {
  common: {
    retry: 'Try again',
    cancel: 'Cancel',
    close: 'Close',
    open: 'Open',
    copied: 'Copied',
    copyDigest: 'Copy the whole digest',
    loading: 'Loading',
    none: 'none',
    simulated: 'SIMULATED',
    simulatedHint: 'This data was generated. It is not real.'
  },
  state: {
    ok: 'ok',
    empty: 'empty',
    partial: 'partial',
    stale: 'stale',
    running: 'running',
    missing: 'missing',
    late: 'late',
    failed: 'failed',
    refused: 'refused',
    market_closed: 'market closed',
    out_of_range: 'out of range',
    future: 'future'
  },
  certainty: { sure: 'certain', likely: 'likely', guess: 'a guess' },
  progress: {
    rows_one: '{{value}} row',
    rows_other: '{{value}} rows',
    eta: '{{time}} left',
    cancelling: 'Cancelling'
  },
  phase: {
    queued: 'Waiting',
    recognising: 'Recognising',
    starting: 'Starting',
    fetching: 'Fetching',
    reading: 'Reading',
    typing: 'Reading values',
    checking: 'Checking',
    writing: 'Writing',
    committing: 'Committing',
    merging: 'Merging by key',
    comparing: 'Comparing',
    hashing: 'Hashing the content',
    verifying: 'Verifying',
    generating: 'Generating',
    working: 'Working'
  },
  grid: { noRows: 'No rows', selectAll: 'Select all rows' },
  count: {
    rows_one: '{{value}} row',
    rows_other: '{{value}} rows',
    columns_one: '{{value}} column',
    columns_other: '{{value}} columns',
    files_one: '{{value}} file',
    files_other: '{{value}} files',
    partitions_one: '{{value}} partition',
    partitions_other: '{{value}} partitions',
    datasets_one: '{{value}} dataset',
    datasets_other: '{{value}} datasets',
    jobs_one: '{{value}} job',
    jobs_other: '{{value}} jobs'
  }
} as const
