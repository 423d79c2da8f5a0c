// Bounds that the trainer keeps to, and by which main says beforehand what a plan takes.

/** Most patches that are decided as one batch; the grid of a single image may be larger. */
export const decidedTogether = 36;

/** Bytes that the kept outputs of networks which do not learn may take on disk. */
export const largestOutputsFile = 24 * 2 ** 30;

/** Of a record of that file: image, x, y, form as 32-bit integers; then SHA-256 of these and the numbers. */
export const outputsKeyLength = 16;
export const outputsHeadLength = outputsKeyLength + 32;
