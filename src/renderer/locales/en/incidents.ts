/** Words of what is wrong with the data. Each reason says it, what should have been and what was. */
export const incidents = {
  incidents: {
    title: 'Incidents',
    list: 'Incidents, worst first',
    none: 'No open incidents. Checks, collection and deliveries are as they should be.',
    nothingFound: 'No incident matches.',
    count_one: '{{value}} incident',
    count_other: '{{value}} incidents',
    countOf: 'the first {{shown}} of {{value}}',
    unchanged: 'Nothing was changed.',
    severity: { block: 'Blocked', warn: 'Warning', info: 'Unusual' },
    state: { open: 'Open', acknowledged: 'Acknowledged', snoozed: 'Snoozed', closed: 'Closed' },
    kind: { check: 'Check', anomaly: 'Anomaly', collect: 'Collection', deliver: 'Delivery' },
    snoozedUntil: 'Snoozed until {{at}}',
    closedBy: { good: 'Closed by itself', person: 'Closed' },
    filter: { state: 'State', dataset: 'Dataset', kind: 'Kind', text: 'Dataset, check, partition' },
    markOne: 'Mark {{name}} {{dt}}',
    markGroup: 'Mark all {{value}} of {{name}}',
    marked: {
      label: 'Marked incidents',
      count_one: '{{value}} marked',
      count_other: '{{value}} marked',
      clear: 'Unmark'
    },
    groupCount_one: '{{value}} incident',
    groupCount_other: '{{value}} incidents',
    groupSay: '{{subject}}: {{sentence}}',
    first: 'first',
    last: 'last',
    failingRows_one: '{{value}} failing row',
    failingRows_other: '{{value}} failing rows',
    affects_one: 'affects {{value}} dataset',
    affects_other: 'affects {{value}} datasets',
    ownedBy: 'owner {{owner}}',
    act: {
      acknowledge: 'Acknowledge',
      snooze: 'Snooze…',
      note: 'Note…',
      close: 'Close…',
      reopen: 'Reopen'
    },
    form: {
      snooze: { title: 'Snooze', text: 'Reason', placeholder: 'Vendor outage', save: 'Snooze' },
      note: { title: 'Note', text: 'What is known', placeholder: 'Asked the vendor', save: 'Save the note' },
      close: { title: 'Close', text: 'Reason', placeholder: 'Confirmed as real', save: 'Close the incident' },
      until: 'Until',
      untilHint: '13:00, or a date with it: 2026-09-01 13:00',
      untilWrong: 'A time is HH:MM, or YYYY-MM-DD HH:MM, and is to come.',
      needed: 'A few words are needed.',
      presets: 'Usual moments',
      preset: { hour: '1 hour', evening: 'Today 18:00', morning: 'Tomorrow 09:00' }
    },
    detail: {
      label: 'Incident',
      again: 'Collect this partition again',
      expected: 'Expected',
      seen: 'Seen',
      check: 'Check',
      first: 'First seen',
      last: 'Last seen',
      times: 'Seen',
      times_value_one: '{{value}} time',
      times_value_other: '{{value}} times',
      owner: 'Owner',
      run: 'Run',
      partition: 'Partition',
      openRun: 'Open the run',
      rows: 'Failing rows',
      rowsShown: '{{shown}} of {{value}}',
      noRows: 'The check looks at the partition as a whole; no single row fails.',
      affects: 'Affects',
      affectsNone: 'Nothing is made from it.',
      history: 'History',
      back: 'All incidents'
    },
    event: {
      opened: 'Opened',
      seen: 'Seen again',
      acknowledged: 'Acknowledged',
      snoozed: 'Snoozed',
      woke: 'Snooze ended',
      noted: 'Note',
      closed: 'Closed',
      reopened: 'Reopened'
    },
    eventWhy: {
      good: 'The partition was judged again and is good.',
      removed: 'The dataset was removed.',
      dropped: 'The check is no longer declared.',
      undone: 'The load was undone.',
      restored: 'The dataset was brought back.'
    },
    itself: 'Penstock',
    panel: {
      title: 'Incidents ({{value}})',
      none: 'No open incidents.',
      all: 'All incidents',
      more: 'and {{value}} more'
    },
    badge_one: '{{value}} incident',
    badge_other: '{{value}} incidents',
    palette: {
      open: 'Show open incidents',
      closed: 'Show closed incidents',
      of: 'Incidents of {{name}}'
    },
    weekday: {
      mon: 'Mondays',
      tue: 'Tuesdays',
      wed: 'Wednesdays',
      thu: 'Thursdays',
      fri: 'Fridays',
      sat: 'Saturdays',
      sun: 'Sundays'
    },
    reasonOther: '{{subject}}: {{values}}',
    whole: 'all of it',
    peers: { weekday: '{{weekday}} before', before: 'partitions before' },
    limit: { none: 'none', share: 'at most {{share}}' },
    explained: ' · {{value}} more explained',
    note: {
      split: 'a split, which this price basis explains',
      unadjusted: 'a split that the adjusted price does not show',
      limit: 'at the daily price limit',
      beyond: 'beyond the daily price limit',
      listing: 'newly listed'
    },
    bounds: { both: '{{min}} … {{max}}', min: 'at least {{min}}', max: 'at most {{max}}', none: 'any' },
    changes: { added: 'added {{list}}', removed: 'removed {{list}}', changed: 'changed {{list}}' },
    reason: {
      load_too_many_bad: {
        say: '{{refused}} of {{read}} rows cannot be read · {{most}} are allowed',
        expected: 'at most {{most}} that cannot be read',
        seen: '{{refused}} of {{read}} rows'
      },
      load_duplicate_keys: {
        say: '{{repeated}} rows repeat a key that is there already',
        expected: 'a key of its own for each row',
        seen: '{{repeated}} repeat one'
      },
      ok: { say: 'as it should be', expected: '–', seen: '–' },
      not_published: { say: 'Not judged: the partition was not published', expected: 'a published partition', seen: 'none' },
      anomaly_low: {
        say: '{{measureName}} {{value}} · unusually low against a median of {{median}} ({{peers}})',
        expected: 'about {{median}} (|z| up to {{threshold}})',
        seen: '{{value}} · z {{z}}'
      },
      anomaly_high: {
        say: '{{measureName}} {{value}} · unusually high against a median of {{median}} ({{peers}})',
        expected: 'about {{median}} (|z| up to {{threshold}})',
        seen: '{{value}} · z {{z}}'
      },
      anomaly_returns: {
        say: '{{entity}} changed by {{change}} on {{date}}{{noteText}} · {{count}} unusual in all{{explainedText}}',
        expected: 'a change of about {{median}} (|z| up to {{threshold}})',
        seen: '{{entity}} {{change}} · z {{z}}'
      },
      anomaly_unadjusted: {
        say: '{{entity}} changed by {{change}} on {{date}}, like a split, though its price is adjusted · {{count}} unusual in all{{explainedText}}',
        expected: 'adjusted prices without a jump at a split',
        seen: '{{entity}} {{change}} on {{date}}'
      },
      column_missing: { say: 'Column {{column}} is missing', expected: 'column {{column}}', seen: 'no such column' },
      column_type: {
        say: 'Column {{column}} is {{type}}, which the check cannot judge',
        expected: 'a type that the check can judge',
        seen: '{{column}}: {{type}}'
      },
      rows_low: { say: '{{rows}} rows · at least {{min}} expected', expected: 'at least {{min}} rows', seen: '{{rows}} rows' },
      rows_high: { say: '{{rows}} rows · at most {{max}} expected', expected: 'at most {{max}} rows', seen: '{{rows}} rows' },
      rows_fewer: {
        say: '{{rows}} rows · {{ofMedian}} of the median of {{median}} ({{peers}})',
        expected: '{{median}} rows ± {{within}} (median of {{partitions}} {{peers}})',
        seen: '{{rows}} rows · {{ofMedian}}'
      },
      rows_more: {
        say: '{{rows}} rows · {{ofMedian}} of the median of {{median}} ({{peers}})',
        expected: '{{median}} rows ± {{within}} (median of {{partitions}} {{peers}})',
        seen: '{{rows}} rows · {{ofMedian}}'
      },
      history_short: {
        say: 'Not judged: {{partitions}} of the {{needed}} partitions that a median needs',
        expected: '{{needed}} partitions',
        seen: '{{partitions}} partitions'
      },
      freshness_none: {
        say: 'Column {{column}} has no value that tells how fresh it is',
        expected: 'a newest value, at most {{allowed}} before the end',
        seen: 'no value'
      },
      freshness_old: {
        say: 'The newest {{column}} is {{newest}}, {{minutes}} before the end · {{allowed}} allowed',
        expected: 'at most {{allowed}} before the end',
        seen: '{{newest}} · {{minutes}} before'
      },
      nulls_share: {
        say: '{{column}} is empty in {{failing}} of {{rows}} rows ({{share}})',
        expected: 'empty: {{limit}}',
        seen: '{{failing}} of {{rows}} rows · {{share}}'
      },
      unique_repeated: {
        say: 'The same {{columns}} in {{failing}} of {{rows}} rows ({{share}})',
        expected: 'every {{columns}} once',
        seen: '{{failing}} rows share theirs with another'
      },
      unique_keyless: { say: 'Not judged: the dataset has no key', expected: 'a key', seen: 'no key' },
      range_outside: {
        say: '{{column}} is not within its bounds ({{bounds}}) in {{failing}} of {{rows}} rows ({{share}})',
        expected: '{{column}} {{bounds}}; outside: {{limit}}',
        seen: '{{least}} … {{greatest}} · {{failing}} rows outside'
      },
      values_unknown: {
        say: '{{column}} has a value that is not allowed in {{failing}} of {{rows}} rows ({{share}})',
        expected: 'allowed values only; others: {{limit}}',
        seen: '{{failing}} of {{rows}} rows · {{share}}'
      },
      rule_untrue: {
        say: '{{sql}} does not hold in {{failing}} of {{rows}} rows ({{share}})',
        expected: '{{sql}}; untrue: {{limit}}',
        seen: '{{failing}} of {{rows}} rows · {{share}}'
      },
      ratio_differs: {
        say: '{{left}} / {{right}} is off by more than {{within}} in {{failing}} of {{rows}} rows ({{share}})',
        expected: '{{left}} / {{right}} = {{median}} ± {{within}}',
        seen: '{{least}} … {{greatest}} · {{failing}} rows off'
      },
      reference_none: {
        say: 'Not judged: {{dataset}} has no partition to compare with',
        expected: 'a partition of {{dataset}}',
        seen: 'none'
      },
      reference_absent: {
        say: '{{column}} is not in {{dataset}}.{{refColumn}} ({{reference}}) in {{failing}} of {{rows}} rows ({{share}})',
        expected: 'every {{column}} in {{dataset}}.{{refColumn}} as of {{reference}}; absent: {{limit}}',
        seen: '{{failing}} of {{rows}} rows · {{share}}'
      },
      reconcile_none: {
        say: 'Not judged: {{dataset}} has no partition to compare with',
        expected: 'a partition of {{dataset}}',
        seen: 'none'
      },
      reconcile_differs: {
        say: '{{measure}} is {{left}}, in {{dataset}} {{right}} · {{within}} allowed',
        expected: '{{right}} ± {{within}} ({{dataset}})',
        seen: '{{left}}'
      },
      schema_first: { say: 'Not judged: no partition before it', expected: 'a partition before', seen: 'none' },
      schema_differs: {
        say: 'The columns changed: {{changes}}',
        expected: 'columns and types of the partition before',
        seen: '{{changes}}'
      }
    }
  }
} as const
