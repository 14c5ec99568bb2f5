/** Words of the Lake screens. */
export const lake = {
  lake: { title: 'Lake' }
} as const
