const units = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;

/** "640 bytes", "1.2 MB": decimal units, two digits at least. */
export function bytesText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit] ?? ''}`;
}
