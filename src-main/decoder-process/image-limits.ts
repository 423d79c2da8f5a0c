/** An image may have as many pixels as a square of this side. */
export const maxImageSide = 8192;
export const maxImagePixels = maxImageSide * maxImageSide;

/** An image file may have as many bytes: 16-bit RGBA at the largest size fits. */
export const maxImageBytes = 512 * 1024 * 1024;
