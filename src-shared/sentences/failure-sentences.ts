import type { Spoken } from './sentence';

const freeSpace = 'Free some space, then do it again.';

export interface Named {
  readonly name: string;
}

/** What is said where work with images, labels, textures and weights is refused, beyond what concerns a project. */
export const failureSentences = {
  folderUnreadable: ({
    folder,
    code,
  }: {
    readonly folder: string;
    readonly code: string;
  }): Spoken => [
    `The folder ${folder} cannot be read (${code}).`,
    'Check that it is there and that you may read it.',
  ],
  noImportFolder: ({ folder }: { readonly folder: string }): Spoken => [
    `There is no folder ${folder}; nothing was imported.`,
    'Give the folder that holds the images.',
  ],
  importFileNotFolder: ({ folder }: { readonly folder: string }): Spoken => [
    `${folder} is a file, not a folder; nothing was imported.`,
    'Give the folder that holds the images.',
  ],
  /** @param format null where any would do */
  noImagesInFolder: (values: {
    readonly folder: string;
    readonly format: string | null;
  }): Spoken => [
    `There are no images in ${values.folder}${
      values.format === null ? '' : ` that are laid out as ${values.format}`
    }; nothing was imported.`,
    'Give a folder with PNG, JPEG, TIFF, WebP or BMP images, or a data set of a known layout.',
  ],
  /** @param example a file with its reason; null where there is none */
  nothingToImport: (values: {
    readonly path: string;
    readonly skipped: number;
    readonly example: string | null;
  }): Spoken => [
    `Nothing in ${values.path} can be used (${values.skipped} skipped${
      values.example === null ? '' : `, e.g. ${values.example}`
    }); nothing was imported.`,
    'Mend the files, or give another folder.',
  ],
  archiveUnusable: ({
    file,
    reason,
  }: {
    readonly file: string;
    readonly reason: string;
  }): Spoken => [
    `${file} is not a whole, untouched archive of Ellipsight: ${reason}; nothing was imported.`,
    'Get it once more from where it was made.',
  ],
  noArchive: ({ file }: { readonly file: string }): Spoken =>
    `There is no file ${file}; nothing was imported.`,
  archiveDiskFull: (): Spoken => [
    'There is no space to unpack the archive; nothing was imported.',
    'Free some space, then import it again.',
  ],
  exportIntoProject: ({ path }: { readonly path: string }): Spoken => [
    `${path} lies in the project itself; nothing was written.`,
    'Choose a folder outside of it.',
  ],
  noExportFolder: ({ folder }: { readonly folder: string }): Spoken =>
    `There is no folder ${folder} to write into; nothing was written.`,
  exportNoFolder: ({ path }: { readonly path: string }): Spoken => [
    `${path} is no folder that can be read; nothing was written.`,
    'Choose a new or an empty folder.',
  ],
  exportNotEmpty: ({ path }: { readonly path: string }): Spoken => [
    `${path} is not empty; nothing was written.`,
    'Choose a new or an empty folder.',
  ],
  exportDiskFull: ({ path }: { readonly path: string }): Spoken => [
    `There is no room left to write ${path}; nothing was written.`,
    freeSpace,
  ],
  exportNotWritten: ({ path, code }: { readonly path: string; readonly code: string }): Spoken => [
    `${path} could not be written (${code}); nothing was written.`,
    'Choose another folder.',
  ],
  nothingToExport: ({ folder }: { readonly folder: string }): Spoken => [
    `${folder} has no images; nothing was written.`,
    'Import some first.',
  ],
  noneChosenToExport: (): Spoken => ['No image was chosen; nothing was written.', 'Choose others.'],
  noResultFolder: ({ folder }: { readonly folder: string }): Spoken =>
    `There is no folder ${folder} to write into.`,
  resultDiskFull: ({ path }: { readonly path: string }): Spoken =>
    `There is no room left to write ${path}.`,
  resultNotWritten: ({ path, code }: { readonly path: string; readonly code: string }): Spoken =>
    `${path} could not be written (${code}).`,
  workUnderWay: (): Spoken => [
    'An import, an export or a check is already under way.',
    'Wait until it ends, or cancel it.',
  ],
  imagesBeingChanged: (): Spoken => [
    'Many images are being changed; nothing else was changed.',
    'Wait until that ends, or stop it.',
  ],
  filesBeingRemoved: (): Spoken => [
    'Files of images are being removed; nothing was imported.',
    'Wait until that ends.',
  ],
  imagesComingIn: (): Spoken => [
    'Images are being imported; nothing was removed.',
    'Wait until that ends, or stop it.',
  ],
  ownError: ({ detail }: { readonly detail: string }): Spoken => [
    `The work stopped on an error of the program: ${detail}`,
    'What was taken until then is kept; please report this.',
  ],
  imageFileGone: ({ file, name }: { readonly file: string; readonly name: string }): Spoken => [
    `${file}, the file of ${name}, is not there.`,
    'Import the image again from its source, which puts the file back; its labels stay.',
  ],
  /** @param verdict one of those that go with no ellipse */
  ellipsesInTheWay: (values: {
    readonly count: number;
    readonly verdict: 'ok' | 'unlabelled';
  }): Spoken => [
    `The image has ${values.count === 1 ? 'an ellipse' : `${values.count} ellipses`}, and an image that is ${values.verdict} has none.`,
    'Delete them together with the verdict, or keep the verdict.',
  ],
  noLabelToReview: (): Spoken => [
    'The image has no label that could be reviewed; nothing was changed.',
    'Give it a verdict first.',
  ],
  ownLabel: ({ who }: { readonly who: string }): Spoken => [
    `${who} labelled this image, and a second person reviews; nothing was changed.`,
    'Let somebody else review it, under their own name in the settings.',
  ],
  ownDispute: ({ who }: { readonly who: string }): Spoken => [
    `${who} labelled this image, and somebody else disputes it; nothing was changed.`,
    'Change the label; who disputes it, or a third person, settles it.',
  ],
  textureTaken: ({ name }: Named): Spoken => [
    `There is a texture ${name} already; nothing was changed.`,
    'Choose another name, or merge the two.',
  ],
  nameTaken: ({ kind, name }: Named & { readonly kind: 'filter' | 'plan' }): Spoken => [
    `There is a ${kind} "${name}" already; nothing was saved.`,
    'Choose another name, or say that it may be replaced.',
  ],
  weightsTaken: ({ name }: Named): Spoken => [
    `There is a set of weights called "${name}" already.`,
    'Choose another name, or remove that set first.',
  ],
  weightsUnusable: ({
    file,
    reason,
  }: {
    readonly file: string;
    readonly reason: string;
  }): Spoken => [
    `${file} cannot be used as weights. ${reason}`,
    'Choose another file; nothing was changed.',
  ],
  imageReaderMissing: (): Spoken => [
    'The process that reads images could not be started.',
    'Run "npm run setup", or install Ellipsight again.',
  ],
};
