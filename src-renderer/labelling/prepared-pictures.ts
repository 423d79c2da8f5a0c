/** Pictures that are kept decoded: the one on the table and those beside it. */
const kept = 5;

const pictures = new Map<string, HTMLImageElement>();

/**
 * Loads and decodes a picture ahead of its use; the newest few stay. One that cannot be read is no failure here: it is
 * told where it is shown.
 */
export async function preparePicture(href: string): Promise<void> {
  const known = pictures.get(href);
  const picture = known ?? new Image();
  // The newest at the end.
  pictures.delete(href);
  pictures.set(href, picture);
  for (const oldest of pictures.keys()) {
    if (pictures.size <= kept) break;
    pictures.delete(oldest);
  }
  if (known !== undefined) return;
  picture.src = href;
  try {
    await picture.decode();
  } catch (error) {
    // What `decode` refuses with, where the bytes did not come or are no picture.
    if (!(error instanceof DOMException)) throw error;
    pictures.delete(href);
  }
}
