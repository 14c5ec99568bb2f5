/** Compiled to false in a release, where no protection can be taken away; absent when tests run the sources. */
declare const __PENSTOCK_TEST__: boolean | undefined

const armed = typeof __PENSTOCK_TEST__ === 'undefined' || __PENSTOCK_TEST__

/** Whether the fault of this name is planted (PENSTOCK_PLANT, names separated by commas), so that a test can be seen to fail. */
export const planted = (name: string): boolean => armed && (process.env.PENSTOCK_PLANT ?? '').split(',').includes(name)
