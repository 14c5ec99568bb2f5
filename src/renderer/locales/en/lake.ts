/** Words of the Lake screens. */
export const lake = {
  lake: {
    title: 'Lake',
    list: {
      label: 'Datasets of the lake',
      search: 'Find a dataset',
      none: 'There is no dataset yet. Drop a file anywhere, or point at a folder, file or URL.',
      sample: 'For example prices.csv.gz, a folder of daily files, or https://example.com/fx.csv',
      nothingFound: 'No dataset of this name.',
      add: 'Add data',
      back: 'To the lake',
      fold: 'Hide the partitions of {{name}}',
      unfold: 'Show the partitions of {{name}}'
    },
    column: {
      name: 'Dataset',
      states: 'Partition states',
      recent: 'Recent',
      range: 'Range',
      rows: 'Rows',
      bytes: 'Size',
      files: 'Files',
      partitions: 'Partitions',
      writtenAt: 'Last write',
      state: 'State',
      dt: 'Partition',
      quarantined: 'Quarantined',
      version: 'Version',
      schemaId: 'Schema',
      digest: 'Digest',
      why: 'Why'
    },
    fact: {
      asOf: 'As of',
      next: 'Next by',
      expected: 'Expected by',
      schedule: 'Schedule',
      stage: 'Stage',
      madeFrom: 'Made from',
      feeds: 'Feeds',
      owner: 'Owner',
      source: 'Source'
    },
    stage: { collect: 'collect', lake: 'lake', warehouse: 'warehouse', mart: 'mart' },
    lineage: {
      label: 'Where {{name}} comes from and what is made of it',
      none: 'There is nothing before or after this dataset.',
      node: '{{name}}, {{stage}}',
      source: 'source {{location}}',
      current: 'this dataset',
      edge: {
        all: 'all of it',
        same: 'the same period',
        whole: 'whole table',
        lookback: 'the same period and {{value}} before'
      }
    },
    query: { about: 'Each partition is made by this query. It is changed in the dataset file.', copy: 'Copy the SQL' },
    stale: {
      input: '{{input}} changed ({{seen}} → {{now}})',
      query: 'the query changed',
      more: 'and {{value}} more'
    },
    tab: {
      partitions: 'Partitions',
      rows: 'Rows',
      schema: 'Schema',
      quarantine: 'Quarantine',
      history: 'History',
      lineage: 'Lineage',
      query: 'SQL',
      versions: 'Versions',
      files: 'Files',
      inputs: 'Inputs',
      runs: 'Runs'
    },
    dataset: { load: 'Load', nothingLoaded: 'Nothing has been loaded yet. Load reads the source and fills the partitions.' },
    grid: {
      label: 'Partitions of {{name}} in time',
      help: 'Arrow keys move, Shift with arrows selects a range, Space selects one, Enter opens it, Escape clears the selection.',
      year: 'Year',
      weekdays: 'M T W T F S S',
      hoursLate: '{{value}} h late',
      held: '{{held}} of {{expected}} intervals',
      provisional: 'provisional',
      deviation: '{{value}} against the median',
      quarantined: '{{value}} quarantined',
      legend: 'States and how many partitions are in each',
      withQuarantine: 'with quarantined rows',
      unusual: 'rows far from the median',
      means: {
        ok: 'All that was expected is there',
        empty: 'Loaded, and it holds no row',
        partial: 'Some of the expected intervals are not there',
        missing: 'Expected, and nothing is there',
        late: 'The newest interval is past its deadline',
        stale: 'An input or the SQL has changed since it was made',
        running: 'A run is at work on it',
        failed: 'Its newest run broke',
        refused: 'A check kept its newest run from being published'
      }
    },
    table: { label: 'Partitions of {{name}}' },
    selection: {
      label: 'Selection',
      how: 'Drag over partitions, use Shift and the arrow keys, or type a range.',
      from: 'From',
      to: 'To',
      wrong: 'A range is two partitions in order, like {{example}}.',
      clear: 'Clear the selection',
      load: 'Load these partitions',
      backfill: 'Backfill…',
      compare: 'Compare versions',
      undo: 'Undo last change'
    },
    rows: {
      title: 'First rows',
      none: 'There are no rows here.',
      about: 'First rows of {{value}}. No query was run.'
    },
    schema: {
      of: 'Nulls, min and max are those of {{dt}}.',
      name: 'Column',
      type: 'Type',
      unit: 'Unit',
      nullable: 'Nullable',
      nulls: 'Nulls',
      min: 'Min',
      max: 'Max',
      physical: 'In the files',
      source: 'In the source',
      description: 'Description',
      key: 'key',
      partition: 'partition',
      yes: 'yes',
      no: 'no'
    },
    quarantine: {
      title: 'Quarantined rows',
      none: 'No row was set aside.',
      about_one: '{{value}} row could not be read and was set aside; the rest was loaded.',
      about_other: '{{value}} rows could not be read and were set aside; the rest was loaded.',
      first: 'The first {{value}} are shown.',
      reason: 'Reason',
      column: 'Column',
      value: 'Value',
      file: 'File',
      line: 'Line',
      byte: 'Byte',
      raw: 'The row as it was read'
    },
    reason: {
      cell_type: 'value is not of the type',
      cell_null: 'value is missing',
      row_ragged: 'wrong number of fields',
      row_quote: 'quote is not closed',
      row_too_long: 'row is too long',
      row_encoding: 'characters not in the encoding',
      row_json: 'not a JSON object',
      row_partition: 'partition cannot be known',
      row_key: 'key is missing',
      other: 'other'
    },
    operation: {
      load: 'load',
      derive: 'derive',
      publish: 'publish',
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
    },
    code: { button: 'Copy code', title: 'Read {{name}} elsewhere', copy: 'Copy these lines' }
  }
} as const
