import { z } from '../jitless-zod';

// Bounds keep a message that no view would send from costing memory or time; they are far above real use.

/** Longest path, characters: Linux and macOS stop at 4,096 bytes, Windows at 32,767 characters. */
export const path = z
  .string()
  .min(1)
  .max(32_767)
  .refine((text) => !text.includes('\0'), 'must not hold a NUL character');
export const name = z.string().min(1).max(200);
export const rowId = z.int().min(1);
/** Names a folder below `runs/`, so nothing that could leave it. */
export const runId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/);
export const modelChoice = z.strictObject({ run: runId, trial: z.int().min(1).max(1000) });
export const nothing = z.strictObject({});
export const pageOf = {
  offset: z.int().min(0).max(10_000_000),
  limit: z.int().min(1).max(500),
};
