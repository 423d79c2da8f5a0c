/** Address of an image's original bytes. */
export function imageUrl(sha256: string): string {
  return `vximg://${sha256}/`;
}

/** Address of an image's small picture. */
export function thumbnailUrl(sha256: string): string {
  return `vximg://${sha256}/?size=thumbnail`;
}

/** Address of a picture of an image in which its values from `low` to `high` (0–65535) run from black to white. */
export function windowUrl(
  sha256: string,
  { low, high }: { readonly low: number; readonly high: number },
): string {
  return `vximg://${sha256}/?low=${low}&high=${high}`;
}
