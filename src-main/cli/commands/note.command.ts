import { Argument } from 'commander';
import { ExpectedFailure } from '../../../src-shared/ipc/failure';
import type { ImageNote } from '../../../src-shared/ipc/review-views';
import { imageDetail } from '../../services/image-service';
import type { OpenProject } from '../../services/project-service';
import { addNote, removeNote } from '../../services/review-service';
import type { CommandContext, CommandEntry } from '../command-context';
import { signedBy, withNameOption } from '../declared-name';
import { exitCodes } from '../exit-code';
import { wholeNumber } from '../number-option';
import { withProject } from '../open-for-command';

const actions = ['list', 'add', 'remove'] as const;
type Action = (typeof actions)[number];

interface NoteOptions {
  readonly image?: number;
  readonly ellipse?: number;
  readonly text?: string;
  readonly note?: number;
  readonly by?: string;
  readonly json?: true;
}

const id = wholeNumber(1, Number.MAX_SAFE_INTEGER);

export const noteEntry: CommandEntry = {
  order: 45.4,
  register(program, context, end) {
    const command = program
      .command('note <project>')
      .description('list, add and remove notes on images and ellipses')
      .addArgument(new Argument('<action>', 'what to do').choices(actions))
      .option('--image <id>', 'list, add: the image', id)
      .option('--ellipse <id>', 'add: on this ellipse of it', id)
      .option('--text <text>', 'add: what the note says')
      .option('--note <id>', 'remove: the note', id)
      .option('--json', 'print one JSON object');
    withNameOption(command).action(async (path: string, action: Action, options: NoteOptions) => {
      const notes = await withProject(signedBy(context, options.by), path, (project) =>
        Promise.resolve(act(project, action, options)),
      );
      say(context, notes, options.json === true);
      end(exitCodes.done);
    });
  },
};

function act(project: OpenProject, action: Action, options: NoteOptions): readonly ImageNote[] {
  if (action === 'remove') {
    return removeNote(project, needed(options.note, '--note')).reviewing.notes;
  }
  const imageId = needed(options.image, '--image');
  if (action === 'list') return imageDetail(project, imageId).reviewing.notes;
  const note = { text: needed(options.text, '--text'), ellipseId: options.ellipse ?? null };
  return addNote(project, imageId, note).reviewing.notes;
}

function needed<T>(value: T | undefined, option: string): T {
  if (value === undefined) throw new ExpectedFailure('wrong-use', `Say ${option}; see --help.`);
  return value;
}

function say(context: CommandContext, notes: readonly ImageNote[], json: boolean): void {
  if (json) {
    context.out(`${JSON.stringify({ notes })}\n`);
    return;
  }
  const lines = notes.map(
    ({ id: number, ellipseId, who, at, text }) =>
      `${number}  ${at.slice(0, 16).replace('T', ' ')}  ${who}${ellipseId === null ? '' : `, ellipse ${ellipseId}`}: ${text}\n`,
  );
  context.out(lines.length === 0 ? 'There is no note.\n' : lines.join(''));
}
