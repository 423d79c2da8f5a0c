import type { Spoken } from './sentence';

/** Why an image file was passed over, told after its name. */
export const fileSentences = {
  fileEmpty: (): Spoken => 'is empty',
  fileGone: (): Spoken => 'is not there',
  fileForbidden: (): Spoken => 'may not be read (permission denied)',
  fileIsFolder: (): Spoken => 'is a folder',
  fileNotRegular: (): Spoken => 'is not a regular file',
  fileLinksToItself: (): Spoken => 'is a symbolic link that leads to itself',
  fileUnreadable: (): Spoken => 'could not be read from the disk',
  fileNoImage: (): Spoken => 'is not a PNG, JPEG, TIFF, WebP or BMP image',
  fileBrokenBmp: (): Spoken => 'is a broken or truncated image (BMP)',
  fileStoppedReader: (): Spoken =>
    'could not be decoded: the decoder process ended or stayed silent, twice',
};
