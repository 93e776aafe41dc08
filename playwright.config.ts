import { defineConfig } from '@playwright/test';
import { LAUNCH } from './test/e2e/launch.ts';
import { AT_ONCE } from './test/own-ports.ts';

export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results/e2e',
  // Much of a browser test is waiting for what must not come too soon: two at once take little more than half the time.
  workers: AT_ONCE.playwright,
  // Two cores hold two browsers, two Vigils and two dozen servers: what passes only at the second try counts as passed, and is named at the end of the run.
  retries: 1,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/browser.json' }]],
  use: {
    trace: 'retain-on-failure',
    launchOptions: LAUNCH,
  },
});
