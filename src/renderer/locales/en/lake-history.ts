/** Words of what was done to a dataset: its versions, runs, differences and what takes them back. */
export const lakeHistory = {
  operation: {
    load: 'load',
    derive: 'derive',
    publish: 'publish',
    deliver: 'deliver',
    undo: 'undo',
    checkpoint: 'checkpoint',
    foreign: 'by another tool'
  },
  history: {
    at: 'Committed',
    operation: 'Operation',
    partitions: 'Partitions changed',
    rows: 'Rows',
    by: 'Started by',
    run: 'Run',
    engine: 'Written with',
    undo: 'Undo'
  },
  partition: {
    whole: 'whole table',
    load: 'Load this partition',
    before: 'The partition is as it was before that run.'
  },
  versions: {
    none: 'This partition was never written.',
    one: 'There is one version; nothing to compare it with.',
    from: 'From',
    to: 'To',
    fromOf: 'Compare from v{{version}}',
    toOf: 'Compare to v{{version}}',
    current: 'current',
    compare: 'Compare v{{from}} with v{{to}}',
    how: 'Choose any two versions above.'
  },
  diff: {
    title: 'v{{from}} → v{{to}}',
    byKey: 'rows matched by {{key}}',
    byRow: 'whole rows compared, since the dataset has no key',
    added: 'added',
    removed: 'removed',
    changed: 'changed',
    unchanged: 'unchanged',
    same: 'No change: both versions have the same digest.',
    sameRows: 'No row differs.',
    columns: 'Changed cells by column',
    samples: 'Rows that differ',
    someOf: '{{shown}} of {{value}} rows that differ',
    kind: 'Change',
    row: 'Row',
    values: 'Values'
  },
  files: { none: 'This partition has no files.', at: 'Written' },
  inputs: { none: 'Its inputs are not known: another tool wrote it.', name: 'Source file', copy: 'Copy the whole SHA-256' },
  runs: {
    none: 'No run of this workspace has touched this partition.',
    attempt: 'Attempt {{value}}',
    state: {
      running: 'running',
      done: 'done',
      unchanged: 'no change',
      refused: 'refused',
      failed: 'failed',
      cancelled: 'cancelled',
      interrupted: 'interrupted'
    },
    unchanged: '0 changed',
    versions: 'Version',
    read: 'Read',
    written: 'Written',
    superseded: 'Superseded',
    before: 'Digest before',
    after: 'Digest after',
    log: 'Log'
  },
  undo: {
    title: 'Undo the change of v{{version}}?',
    what: 'Version {{version}} of {{name}} (started by {{by}}) is taken back. These partitions go back to what they held before it:',
    safe: 'Nothing is deleted: the undo is a new version, and it can be undone in turn.',
    now: 'Rows now',
    after: 'Rows after',
    gone: 'not there',
    beyond_one: 'The same run also changed {{value}} partition outside the selection; it goes back too.',
    beyond_other: 'The same run also changed {{value}} partitions outside the selection; they go back too.',
    confirm_one: 'Undo {{value}} partition',
    confirm_other: 'Undo {{value}} partitions'
  },
  outcome: {
    unchanged: 'No change: the lake already holds exactly this. 0 changed.',
    undone_one: 'Undone as v{{version}}: {{value}} partition went back. This can be undone in turn.',
    undone_other: 'Undone as v{{version}}: {{value}} partitions went back. This can be undone in turn.',
    loaded_one: 'Loaded as v{{version}}: {{value}} partition changed.',
    loaded_other: 'Loaded as v{{version}}: {{value}} partitions changed.',
    read: '{{value}} rows read',
    written: '{{value}} in the lake',
    quarantined: '{{value}} quarantined',
    superseded: '{{value}} superseded'
  }
} as const
