import { readFileSync } from 'node:fs';

/** Names of the tensors of a safetensors file, read as its format says: eight bytes of length, then JSON. */
export function readSafetensorsNames(file: string): readonly string[] {
  const bytes = readFileSync(file);
  const length = Number(bytes.readBigUInt64LE());
  return Object.keys(JSON.parse(bytes.toString('utf8', 8, 8 + length)) as object);
}
