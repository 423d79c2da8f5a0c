import { defineConfig } from 'vitest/config';

/** Tests that drive the real window. One after the other: they share the screen, the processor and `out/`. */
export default defineConfig({
  test: {
    include: ['tests/e2e/**/*.e2e.ts'],
    pool: 'forks',
    maxWorkers: 1,
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
