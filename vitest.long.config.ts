import { defineConfig } from 'vitest/config';

/** Figures of the real window, which `npm run test:long` prints. */
export default defineConfig({
  test: {
    include: ['tests/long/**/*.long.ts'],
    pool: 'forks',
    maxWorkers: 1,
    fileParallelism: false,
    testTimeout: 1_800_000,
    hookTimeout: 120_000,
  },
});
