import type { Spoken } from './sentence';

const freeSpace = 'Free some space, then do it again.';
const copyProject = 'Copy the project to a folder that can be written.';
const openBackup = 'Keep the file, and open a backup of the project.';

/** What is said where a project cannot be opened, made, changed or restored. */
export const projectSentences = {
  noProjectOpen: (): Spoken => ['No project is open.', 'Open or create one first.'],
  noSuchProject: ({ folder }: { readonly folder: string }): Spoken => [
    `There is no project ${folder}.`,
    'Choose the folder of a project, or make a new one.',
  ],
  notAProject: (values: { readonly folder: string; readonly database: string }): Spoken => [
    `${values.folder} is not an Ellipsight project: there is no ${values.database} in it.`,
    'Choose the folder of a project, or make a new one.',
  ],
  noDatabase: ({ file }: { readonly file: string }): Spoken => [
    `There is no ${file}.`,
    'Choose the folder of an Ellipsight project.',
  ],
  databaseNotOpened: ({ file }: { readonly file: string }): Spoken => [
    `${file} could not be opened.`,
    'Check that its folder exists and may be written.',
  ],
  foreignDatabase: ({ file }: { readonly file: string }): Spoken => [
    `${file} is a database of another program, not of an Ellipsight project.`,
    'Choose the folder of an Ellipsight project.',
  ],
  /** @param owner " by process 4711 on HALL-3, since …", or an empty text */
  projectInUse: ({ file, owner }: { readonly file: string; readonly owner: string }): Spoken => [
    `The project of ${file} is already open${owner}.`,
    'Close it there, then open it here.',
  ],
  projectNewer: (values: {
    readonly file: string;
    readonly version: number;
    readonly newest: number;
  }): Spoken => [
    `${values.file} was written by a newer Ellipsight (schema ${values.version}; this one knows ${values.newest}).`,
    'Open it with that version.',
  ],
  databaseDamaged: (values: { readonly file: string; readonly finding: string }): Spoken => [
    `${values.file} is damaged: ${values.finding}.`,
    openBackup,
  ],
  databaseUnreachable: ({
    file,
    code,
  }: {
    readonly file: string;
    readonly code: string;
  }): Spoken => [
    `${file} could not be read or written (${code}); the change was not made.`,
    'Check the disk and the connection to it.',
  ],
  databaseDiskFull: ({ file }: { readonly file: string }): Spoken => [
    `The disk that holds ${file} is full; the change was not made.`,
    freeSpace,
  ],
  databaseReadOnly: (): Spoken => [
    'The project can only be read; the change was not made.',
    copyProject,
  ],
  /** @param consequence end of the English sentence, which says what was not done */
  projectCannotBeWritten: (values: {
    readonly folder: string;
    readonly consequence: string;
    readonly advice: string;
  }): Spoken => [`${values.folder} can only be read; ${values.consequence}.`, values.advice],
  projectHalfMade: ({ folder }: { readonly folder: string }): Spoken => [
    `${folder} holds a project whose making was broken off; it is empty.`,
    'Delete the folder, and make the project again.',
  ],
  folderTaken: (values: { readonly folder: string; readonly isProject: boolean }): Spoken => [
    `${values.folder} ${values.isProject ? 'is a project already' : 'exists already'}; nothing was changed.`,
    'Choose another name, or open it.',
  ],
  projectNotMade: ({ folder, why }: { readonly folder: string; readonly why: string }): Spoken => [
    `The folder ${folder} could not be made (${why}).`,
    'Choose a folder that can be written.',
  ],
  projectDiskFull: (): Spoken => [
    'The disk that holds the project is full; nothing more was stored.',
    freeSpace,
  ],
  projectNotWritten: (): Spoken => [
    'The project’s folder cannot be written; nothing was stored.',
    copyProject,
  ],
  noteNotKept: (): Spoken => [
    'The project can only be read; the note was not kept.',
    'Copy it to a folder that can be written.',
  ],
  restoreInUse: ({
    folder,
    owner,
  }: {
    readonly folder: string;
    readonly owner: string;
  }): Spoken => [
    `The project ${folder} is open${owner}; nothing was restored.`,
    'Close it there first.',
  ],
  restoreDiskFull: ({ folder }: { readonly folder: string }): Spoken => [
    `The disk that holds ${folder} is full; nothing was restored.`,
    'Free some space, then restore again.',
  ],
  restoreNotWritten: ({ folder }: { readonly folder: string }): Spoken => [
    `${folder} cannot be written; nothing was restored.`,
    copyProject,
  ],
  noBackup: ({ folder }: { readonly folder: string }): Spoken => [
    `There is no backup in ${folder}; nothing was restored.`,
    'Give a backup from elsewhere with --from.',
  ],
};
