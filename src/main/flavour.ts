/** Compiled to false in a release: it then knows no planted fault, no developer tools and no name of either. */
declare const __PENSTOCK_TEST__: boolean

export const TEST_FLAVOUR: boolean = __PENSTOCK_TEST__

/** Whether the test named this protection to be taken away, so that it can be seen to fail without it. */
export const planted = (name: string): boolean =>
  __PENSTOCK_TEST__ && (process.env['PENSTOCK_PLANT'] ?? '').split(',').includes(name)
