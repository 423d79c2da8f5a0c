import { Option } from 'commander';
import { verdicts, type Verdict } from '../../../src-shared/dataset/label';
import type { ManyChange, ManySummary } from '../../../src-shared/ipc/collection';
import { ExpectedFailure } from '../../../src-shared/ipc/failure';
import { countText } from '../../reports/rate-text';
import { changeImages } from '../../services/many-images-service';
import type { OpenProject } from '../../services/project-service';
import { withBites } from '../bite-work';
import type { CommandEntry } from '../command-context';
import { exitCodes } from '../exit-code';
import { withProject } from '../open-for-command';
import {
  knownTexture,
  selectionOf,
  withSelectionOptions,
  type SelectionOptions,
} from '../selection-options';

interface ChangeOptions extends SelectionOptions {
  readonly setVerdict?: Verdict;
  readonly deleteEllipses?: true;
  readonly setTexture?: string;
  readonly setGroup?: string;
  readonly ungroup?: true;
  readonly exclude?: true;
  readonly takeBack?: true;
  readonly json?: true;
}

export const changeEntry: CommandEntry = {
  order: 42,
  register(program, context, end) {
    const command = program
      .command('change <project>')
      .description('change many images at once, as one step of undo');
    withSelectionOptions(command)
      .addOption(new Option('--set-verdict <verdict>', 'give this verdict').choices(verdicts))
      .option('--delete-ellipses', 'also where the verdict goes without ellipses: delete them')
      .option('--set-texture <name>', 'give this texture')
      .option('--set-group <name>', 'put into this group, which shares a side of every split')
      .option('--ungroup', 'take out of their groups')
      .option('--exclude', 'leave out of everything, until taken back or purged')
      .option('--take-back', 'take excluded images back')
      .option('--json', 'print one JSON object')
      .action(async (path: string, options: ChangeOptions) => {
        const summary = await withProject(context, path, (project) => {
          const change = changeOf(project, options);
          const selection = selectionOf(project, options);
          return withBites(context, (hooks) => changeImages(project, selection, change, hooks));
        });
        context.out(options.json ? `${JSON.stringify(summary)}\n` : changeText(summary));
        end(summary.cancelled ? exitCodes.interrupted : exitCodes.done);
      });
  },
};

function changeOf(project: OpenProject, options: ChangeOptions): ManyChange {
  const { setVerdict, setTexture, setGroup, ungroup, exclude, takeBack } = options;
  const changes: readonly (ManyChange | null)[] = [
    setVerdict === undefined
      ? null
      : {
          kind: 'verdict',
          verdict: setVerdict,
          deleteEllipses: options.deleteEllipses === true,
        },
    setTexture === undefined
      ? null
      : { kind: 'texture', textureId: knownTexture(project, setTexture) },
    setGroup === undefined ? null : { kind: 'group', group: setGroup },
    ungroup === true ? { kind: 'group', group: null } : null,
    exclude === true ? { kind: 'exclude', excluded: true } : null,
    takeBack === true ? { kind: 'exclude', excluded: false } : null,
  ];
  const [change, ...others] = changes.filter((one) => one !== null);
  if (change === undefined || others.length > 0) {
    throw new ExpectedFailure(
      'wrong-use',
      'Say one change: --set-verdict, --set-texture, --set-group, --ungroup, --exclude or --take-back.',
    );
  }
  return change;
}

/** What a change of many images did, for reading. */
function changeText({ changed, unchanged, withEllipses, cancelled }: ManySummary): string {
  const left =
    withEllipses === 0
      ? ''
      : ` ${countText(withEllipses, 'image')} with ellipses left as they are; --delete-ellipses deletes these.`;
  const stopped = cancelled ? ' Stopped; "undo" takes it back.' : '';
  return `${countText(changed, 'image')} changed, ${unchanged} as asked before.${left}${stopped}\n`;
}
