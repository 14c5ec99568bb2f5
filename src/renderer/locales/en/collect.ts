export const collect = {
  collect: {
    title: 'Add data: asked for by date',
    about: 'An API or a database table, of which every date can be fetched again.',
    open: 'From an API or a database…',
    from: {
      title: 'Where from',
      http: 'Another API',
      httpAbout: 'JSON, XML or CSV, asked by date.',
      table: 'Database table',
      tableAbout: 'MySQL or MariaDB, read by date or by what is new.',
      documentation: 'Documentation',
      over: 'Choose another'
    },
    template: {
      title: 'Fill in',
      name: 'Dataset',
      connection: 'Connection',
      connectionHint: 'It is made with this name, or the one of this name is used.',
      secret: 'Secret: {{name}}',
      secretHint: 'Kept apart from every file, and never shown again.',
      list: 'Separated by commas, spaces or lines',
      go: 'Set it up'
    },
    ask: {
      title: 'What to ask',
      connection: 'Connection',
      noConnection: 'There is no such connection yet.',
      makeConnection: 'Make one',
      method: 'Method',
      path: 'Path',
      pathHint: '{from:%Y%m%d} and {to:%Y%m%d} are the first and last day asked for, {secret.NAME} a secret of the connection.',
      query: 'Query',
      queryHint: 'One NAME=VALUE a line',
      body: 'Body',
      format: 'Answer',
      rows: 'Rows stand at',
      rowsHint: 'Names separated by dots: response.body.items',
      interval: 'One question for each',
      intervals: { day: 'day', month: 'month' },
      table: 'Table',
      by: 'Date column',
      byHint: 'By it a day or month is asked for.',
      watermark: 'Watermark column',
      watermarkHint: 'A growing number or time; a load without dates reads what is new by it.'
    },
    preview: {
      title: 'Try it',
      dt: 'Date',
      run: 'Ask once',
      note: 'One question is asked; nothing is kept.',
      asked: 'Asked',
      status: 'Status {{status}} · {{bytes}}',
      total: '{{value}} rows in all',
      raw: 'Answer',
      paths: 'Rows could stand at',
      use: 'Rows at {{path}} ({{value}})',
      root: 'the root',
      rows: 'First rows',
      none: 'The answer has no row there.',
      take: 'Take these {{value}} columns'
    },
    shape: {
      title: 'Dataset',
      name: 'Name',
      key: 'Key',
      partition: 'Divided by',
      none: 'not divided',
      mode: 'Mode',
      modes: {
        full: 'full: each answer is the whole truth of its dates',
        incremental: 'incremental: rows replace rows of their key'
      }
    },
    save: {
      go: 'Save the dataset',
      saved: '{{name}} is saved; nothing was fetched yet.',
      backfill: 'Plan the first backfill',
      show: 'Open the dataset'
    }
  }
} as const
