/** Address of an image's original bytes. */
export function imageUrl(sha256: string): string {
  return `vximg://${sha256}/`;
}

/** Address of an image's small picture. */
export function thumbnailUrl(sha256: string): string {
  return `vximg://${sha256}/?size=thumbnail`;
}
