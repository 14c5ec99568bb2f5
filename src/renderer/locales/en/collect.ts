export const collect = {
  collect: {
    title: 'Add data: collected by date',
    about: 'From an API or a database table. Every date can be fetched again later.',
    open: 'From an API or a database…',
    from: {
      title: 'Source',
      http: 'Another API',
      httpAbout: 'JSON, XML or CSV, requested by date.',
      table: 'Database table',
      tableAbout: 'MySQL or MariaDB, read by date, or only rows that are new.',
      documentation: 'Documentation',
      over: 'Choose another source'
    },
    template: {
      name: 'Dataset',
      connection: 'Connection',
      connectionHint: 'Used if one has this name, otherwise created.',
      secret: 'Secret: {{name}}',
      secretHint: 'Never written to a file of the workspace, never shown again.',
      list: 'Separated by commas, spaces or lines',
      go: 'Set up'
    },
    ask: {
      title: 'Request',
      connection: 'Connection',
      noConnection: 'There is no connection of this kind yet.',
      makeConnection: 'New connection',
      method: 'Method',
      path: 'Path',
      pathHint:
        '{from:%Y%m%d} and {to:%Y%m%d} are the first and last day requested, {secret.NAME} is a secret of the connection.',
      query: 'Query',
      queryHint: 'One NAME=VALUE per line',
      body: 'Body',
      format: 'Answer format',
      rows: 'Path of the rows',
      rowsHint: 'Names joined by dots: response.body.items',
      interval: 'One request per',
      intervals: { day: 'day', month: 'month' },
      table: 'Table',
      by: 'Date column',
      byHint: 'A day or month is read by this column.',
      watermark: 'Watermark column',
      watermarkHint: 'A number or time that only grows; a load without dates reads the rows beyond it.'
    },
    preview: {
      title: 'Test request',
      dt: 'Date',
      run: 'Send',
      note: 'One request is sent; nothing is kept.',
      asked: 'Request',
      status: 'Status {{status}} · {{bytes}}',
      total: '{{value}} rows in all',
      raw: 'Answer',
      paths: 'Rows may be at',
      use: '{{path}} ({{value}})',
      root: 'the root',
      rows: 'First rows',
      none: 'The answer has no rows at this path.',
      take: 'Use these {{value}} columns'
    },
    shape: {
      title: 'Dataset',
      name: 'Name',
      nameRule: 'Begins with a letter or digit and holds letters, digits, _ . - (at most 64), and is no name of a device.',
      key: 'Key',
      partition: 'Partitioned by',
      none: 'not partitioned',
      mode: 'Mode',
      modes: {
        full: 'Full: an answer replaces its dates',
        incremental: 'Incremental: rows replace those of the same key'
      }
    },
    save: {
      go: 'Save dataset',
      saved: '{{name}} is saved. Nothing has been fetched yet.',
      backfill: 'Plan the first backfill',
      show: 'Open dataset'
    }
  }
} as const
