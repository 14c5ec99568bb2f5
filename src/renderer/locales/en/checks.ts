/** Words of checks: what must hold, how it went, what the past suggests. */
export const checks = {
  checks: {
    title: 'Checks',
    none: 'No check is declared yet. The past of the dataset can suggest some.',
    add: 'Declare a check',
    try: 'Try on history',
    suggest: 'Suggest from history',
    edit: 'Change',
    editOne: 'Change {{id}}',
    remove: 'Remove',
    removeOne: 'Remove {{id}}',
    judging: 'judging',
    measures: 'Measures over time',
    strip: '{{id}}, newest partitions: {{ok}} ok, {{failed}} failed, {{skipped}} not judged',
    state: { ok: 'ok', failed: 'failed', skipped: 'not judged' },
    severity: { block: 'Block publication', warn: 'Warn only' },
    kind: {
      rows: 'Row count',
      freshness: 'Freshness',
      nulls: 'Empty values',
      unique: 'Duplicates',
      range: 'Range',
      values: 'Allowed values',
      rule: 'Rule',
      ratio: 'Ratio',
      reference: 'Reference',
      reconcile: 'Reconciliation',
      schema: 'Columns'
    },
    says: {
      except: '{{sentence}} (up to {{share}} of the rows may differ)',
      rowsWithin:
        'The row count lies within ± {{within}} of the median of the {{last}} partitions before (by day of the same weekday)',
      rowsBounds: 'The row count is {{bounds}}',
      freshness: 'The newest {{column}} lies at most {{time}} before the end of the partition',
      nulls: '{{column}} is never empty',
      unique: 'No two rows have the same {{columns}}',
      uniqueKey: 'No two rows have the same key',
      range: '{{column}} is {{bounds}}',
      values: '{{column}} is one of {{values}}',
      rule: 'In every row: {{sql}}',
      ratio: '{{left}} / {{right}} is the same in all rows, within {{within}} of its median',
      reference: 'Every {{column}} stands in {{dataset}}.{{refColumn}}',
      referenceAsOf: 'Every {{column}} stands in {{dataset}}.{{refColumn}} as of that day',
      reconcile: '{{measure}} agrees with {{refMeasure}} of {{dataset}} within {{within}}',
      schema: 'Columns and types are those of the partition before'
    },
    history: {
      title: 'Tried on history',
      about_one: 'Tried on {{value}} partition; nothing was changed',
      about_other: 'Tried on {{value}} partitions; nothing was changed',
      fired_one: 'would have fired {{value}} time in {{of}}',
      fired_other: 'would have fired {{value}} times in {{of}}',
      skipped_one: '· {{value}} not judged',
      skipped_other: '· {{value}} not judged',
      more: 'and {{value}} more'
    },
    suggestions: {
      title: 'Suggested by the past',
      none: 'The past suggests nothing that is not declared already.',
      evidence: '{{reason}} · told from {{partitions}} partitions, {{rows}} rows',
      add: 'Add',
      addOne: 'Add {{id}}'
    },
    because: {
      suggest_rows: 'Usually within {{usual}} of the median; would have fired {{fired}} times in {{judged}}',
      suggest_key: 'The key {{columns}} was repeated in {{fired}} of {{judged}} partitions',
      suggest_schema: 'The columns changed in {{fired}} of {{judged}} partitions',
      suggest_fresh: 'The newest {{column}} was at most {{days}} days before the end',
      suggest_never_null: '{{column}} was never empty',
      suggest_few_values: '{{column}} had only {{distinct}} values',
      suggest_range: '{{column}} always lay between {{least}} and {{greatest}}',
      suggest_ratio: '{{left}} / {{right}} hardly moved; would have fired {{fired}} times in {{judged}}',
      suggest_reference: 'Every {{column}} was found in {{dataset}}.{{refColumn}}',
      other: 'It would have fired {{fired}} times in {{judged}} partitions'
    },
    form: {
      new: 'Declare a check',
      change: 'Change {{id}}',
      kind: 'Kind',
      id: 'Name',
      severity: 'Where it fails',
      incomplete: 'The sentence stands here once the check is complete.',
      save: 'Add the check',
      saveChange: 'Save the change'
    },
    field: {
      column: 'Column',
      columns: 'Columns (the key if empty)',
      min: 'At least',
      max: 'At most',
      within: 'Within ±',
      last: 'Partitions in the median',
      maxMinutes: 'At most minutes before the end',
      maxShare: 'Rows that may differ',
      values: 'Allowed values',
      listHint: 'One a line',
      sql: 'Condition over the columns of a row (SQL)',
      left: 'Numerator column',
      right: 'Denominator column',
      dataset: 'Other dataset',
      refColumn: 'Its column',
      asOf: 'As of the same day',
      measure: 'Aggregate of this dataset (SQL)',
      refMeasure: 'Aggregate of the other (the same if empty)'
    },
    problem: {
      needed: 'Needed',
      number: 'Not a number that fits',
      name: 'Letters, digits and _ only',
      taken: 'This name is taken',
      bounds: 'At least one bound is needed'
    }
  }
} as const
