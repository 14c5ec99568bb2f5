export const deliveries = {
  deliveries: {
    targets: 'Tables it goes to',
    none: 'It goes to no table. Name one under "deliver" in the dataset file, and each partition is sent there after it changed.',
    now: 'Deliver now',
    nothing: 'Every table has what the lake has: nothing was sent.',
    sent_one: '{{value}} partition was sent and read back.',
    sent_other: '{{value}} partitions were sent and read back.',
    table: 'Table',
    at: 'Delivered',
    why: 'Why it failed',
    state: { delivered: 'Delivered', behind: 'Behind', failed: 'Failed', running: 'Running' },
    shares: 'URLs for spreadsheets',
    create: 'Make a URL',
    noShares: 'Nobody reads it by a URL. One for Excel, Google Sheets, Power BI or pandas can be made and revoked here.',
    once: 'Copy the address now: it is not shown again. Whoever has it can read this dataset.',
    copy: 'Copy the address',
    excel: 'Excel: Data › From Web with the .csv address; Refresh All reads it anew.',
    powerBi: 'Power BI: Get data › Web with the .csv or .parquet address; Refresh reads it anew.',
    sheets:
      'Google Sheets runs elsewhere and cannot reach this computer: download the .csv address here and import it, or run "penstock serve" where Sheets can reach it through a tunnel of yours.',
    alive:
      'It answers while Penstock runs on this computer. "penstock serve --port 8080" keeps the address the same after a restart.',
    neverRead: 'Never read',
    reads_one: 'Read {{value}} time',
    reads_other: 'Read {{value}} times',
    lastRead: 'last',
    revoke: 'Revoke',
    revokeNow: 'Revoke it now'
  }
}
