/** Words of charts of measures. */
export const measure = {
  measure: {
    rows: 'Rows',
    none: 'There is no partition to measure yet.',
    median: 'median',
    label: '{{name}}: {{measure}} over partitions',
    about_one: '{{value}} of {{of}} is unusual',
    about_other: '{{value}} of {{of}} are unusual',
    band: 'Band: median ± {{threshold}} robust deviations',
    bandSeasonal: 'Band: median of the same weekday ± {{threshold}} robust deviations',
    against: 'median {{median}}',
    unusual: 'unusual',
    column: { dt: 'Partition', unusual: 'Unusual' }
  }
} as const
