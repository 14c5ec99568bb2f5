/** A column of figures: right-aligned in tabular digits. */
export const rightAligned = { type: 'rightAligned', cellClass: ['ag-right-aligned-cell', 'tabular'] }
