import { z } from '../jitless-zod';
import { chordPattern, type KeyBindings } from '../settings/key-chord';
import type { Language } from '../language/languages';
import type { AppState } from './views';

/** What the window asks of main about its own settings. */
export interface SettingsRequests {
  'app.set-theme': { argument: { theme: 'system' | 'light' | 'dark' }; result: AppState };
  /** The window's language, for the dialogs that main opens. */
  'app.set-language': { argument: { language: Language }; result: null };
  /** Who labels on this workstation; nobody checks it. */
  'app.set-author': { argument: { name: string }; result: AppState };
  /** Replaces this user's keys; an empty record restores the usual ones. */
  'app.set-keys': { argument: { keys: KeyBindings }; result: AppState };
  /** Where the window is, so that it comes back there when the open project is opened again. */
  'app.set-view': { argument: { view: string }; result: null };
}

/** Actions by name, each with the chords that it has instead of its usual ones; none switches it off. */
export const keyBindingsSchema = z
  .record(
    z.string().regex(/^[a-z][A-Za-z0-9]{0,40}$/),
    z.array(z.string().regex(chordPattern)).max(4).readonly(),
  )
  .refine((keys) => Object.keys(keys).length <= 200, 'must not name more than 200 actions');

/** A view's address within the window's one page. */
export const viewAddressSchema = z
  .string()
  .max(200)
  .regex(/^\/[A-Za-z0-9/?=&_-]*$/);
