export const add = {
  add: { title: 'Add data' }
} as const
