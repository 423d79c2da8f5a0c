import { languageNames } from '../../src-shared/language/languages';
import { keyBindingsSchema, viewAddressSchema } from '../../src-shared/ipc/settings-requests';
import { z } from '../../src-shared/jitless-zod';

const pixels = z.int().min(-100_000).max(100_000);

export const windowStateSchema = z.object({
  x: pixels,
  y: pixels,
  width: z.int().min(1).max(100_000),
  height: z.int().min(1).max(100_000),
  maximised: z.boolean(),
});

/** What this user of this computer chose; nothing of a project is kept here. */
export const settingsSchema = z.object({
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  /** Of the window, for the dialogs that main opens; null takes the system's. */
  language: z.enum(languageNames).nullable().default(null),
  /** Who labels, as it stands in the audit events; null takes the system's user name. */
  author: z.string().min(1).max(200).nullable().default(null),
  recent: z
    .array(
      z.object({
        path: z.string().min(1),
        name: z.string(),
        openedAt: z.string(),
        view: viewAddressSchema.optional(),
      }),
    )
    .default([]),
  /** Keys that replace the usual ones. */
  keys: keyBindingsSchema.default({}),
  window: windowStateSchema.nullable().default(null),
});

export type WindowState = Readonly<z.infer<typeof windowStateSchema>>;
export type Settings = Readonly<z.infer<typeof settingsSchema>>;
