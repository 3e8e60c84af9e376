import { defineConfig } from 'vitest/config';

/** Tests read the sources (condition `yipan-source`), so none of them waits for a build. */
const resolve = { conditions: ['yipan-source'] };
const ssr = { resolve: { conditions: ['yipan-source'] } };

export default defineConfig({
  resolve,
  ssr,
  test: {
    include: ['packages/*/src/**/*.test.{ts,tsx}', 'tools/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
