import { defineConfig, type ReporterDescription } from '@playwright/test'
import { originalsFolder } from './e2e/fixtures/originals'

originalsFolder()

const report: ReporterDescription[] =
  process.env.PENSTOCK_REPORT === undefined ? [] : [['json', { outputFile: process.env.PENSTOCK_REPORT }]]

/** electron: a real window with its sandbox on · browser: Chromium against `serve`. Tests named for one kind say so by a tag. */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.e2e.ts',
  outputDir: 'test-results/artifacts',
  retries: 0,
  workers: 1,
  forbidOnly: process.env.CI === 'true',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ...report],
  projects: [
    { name: 'electron', grepInvert: /@browser/ },
    { name: 'browser', grepInvert: /@window/ }
  ]
})
