import { mkdirSync, readFileSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { settingsSchema, type Settings } from './settings';
import { writeFileDurably } from './write-file-durably';

/** The settings file, read once and written whole at every change. */
export interface SettingsStore {
  current(): Settings;
  /** Applies the change and writes the file before it returns. */
  change(edit: (settings: Settings) => Partial<Settings>): Settings;
}

/**
 * Opens the settings, with defaults where there are none. A file that cannot be understood is put aside as
 * `….unreadable` rather than overwritten, and defaults are used.
 */
export function openSettings(file: string): SettingsStore {
  mkdirSync(dirname(file), { recursive: true });
  let settings = read(file);
  return {
    current: () => settings,
    change(edit) {
      settings = { ...settings, ...edit(settings) };
      writeFileDurably(file, `${JSON.stringify(settings, null, 2)}\n`);
      return settings;
    },
  };
}

function read(file: string): Settings {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return settingsSchema.parse({});
    }
    throw error;
  }
  const parsed = settingsSchema.safeParse(parseJson(text));
  if (parsed.success) {
    return parsed.data;
  }
  const aside = `${file}.unreadable`;
  renameSync(file, aside);
  console.error(`The settings in ${file} could not be read; they are kept as ${aside}.`);
  return settingsSchema.parse({});
}

/** Undefined, which no schema accepts, where the text is not JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
