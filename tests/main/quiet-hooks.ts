import type { IntakeHooks } from '../../src-main/services/intake-loop';

/** For imports whose progress a test does not look at. */
export const quietly: IntakeHooks = {
  onProgress: () => undefined,
  signal: { cancelled: false },
};
