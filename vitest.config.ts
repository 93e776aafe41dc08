import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/** More than a slow machine needs, and than `until` waits, which says by name what did not come. */
const SLOW_MS = 30_000;

export default defineConfig({
  plugins: [react()],
  test: {
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
          fileParallelism: false,
        },
      },
    ],
  },
});
