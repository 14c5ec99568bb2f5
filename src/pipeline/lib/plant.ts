declare const __PENSTOCK_TEST__: boolean | undefined

/** True in builds made for tests and where tests run the sources; false by definition in a release, which drops whatever it guards. */
export const isTestBuild: boolean = typeof __PENSTOCK_TEST__ === 'undefined' || __PENSTOCK_TEST__

/** Whether a test planted this fault: named in PENSTOCK_PLANT (comma-separated) of a test build; never otherwise. */
export function planted(name: string): boolean {
  return isTestBuild && (process.env.PENSTOCK_PLANT ?? '').split(',').includes(name)
}
