import { defineConfig } from 'vitest/config'

const node = (name: string, include: string[], testTimeout: number) => ({
  define: { __PENSTOCK_TEST__: 'true' },
  test: { name, include, environment: 'node', testTimeout, hookTimeout: testTimeout, pool: 'forks' as const }
})

/** unit: seconds, no services · process: real workers and command lines · judge: independent readers and real input · fault: kills, full disks, hostile files. */
export default defineConfig({
  test: {
    retry: 0,
    // Each test file has a process of its own, and waits for others more than it works.
    maxWorkers: 2,
    projects: [
      node('unit', ['src/**/*.test.{ts,tsx}'], 20_000),
      node('process', ['src/**/*.process.ts'], 120_000),
      node('judge', ['src/**/*.judge.ts'], 300_000),
      node('fault', ['src/**/*.fault.ts'], 600_000)
    ]
  }
})
