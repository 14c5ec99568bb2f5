import { lakeHistory } from './lake-history'

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
      quality: 'Quality',
      quarantine: 'Quarantine',
      history: 'History',
      lineage: 'Lineage',
      deliveries: 'Deliveries',
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
    code: { button: 'Copy code', title: 'Read {{name}} elsewhere', copy: 'Copy these lines' },
    ...lakeHistory
  }
} as const
