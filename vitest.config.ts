import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { AT_ONCE } from './test/own-ports.ts';

/** More than a slow machine needs, and than `until` waits, which says by name what did not come. */
const SLOW_MS = 30_000;

export default defineConfig({
  plugins: [react()],
  test: {
    // Much of a test over a wire is waiting: four at once take half the time of two on two cores.
    maxWorkers: AT_ONCE.vitest,
    setupFiles: ['./test/own-ports.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['test/**/*.test.ts'],
          exclude: ['test/live/**', 'test/e2e/**'],
          testTimeout: SLOW_MS,
          hookTimeout: SLOW_MS,
          // What the files import is loaded once for each worker and not once for each file, which is half of all the work.
          isolate: false,
        },
      },
      {
        extends: true,
        test: { name: 'dom', environment: 'jsdom', include: ['test/**/*.test.tsx'], testTimeout: SLOW_MS, hookTimeout: SLOW_MS },
      },
      {
        extends: true,
        test: {
          name: 'live',
          environment: 'node',
          include: ['test/live/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
