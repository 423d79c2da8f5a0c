import { delimiter } from 'node:path';

/**
 * What the environment of a trainer process adds to main's. What TensorFlow reads while it loads, the trainer sets
 * itself; only the places of NVIDIA's libraries must be known before the process starts.
 */
export function trainerEnvironment(
  libraryFolders: readonly string[],
): Readonly<Record<string, string>> {
  if (libraryFolders.length === 0) return {};
  const earlier = process.env['LD_LIBRARY_PATH'];
  const folders = earlier === undefined ? libraryFolders : [...libraryFolders, earlier];
  return { LD_LIBRARY_PATH: folders.join(delimiter) };
}
