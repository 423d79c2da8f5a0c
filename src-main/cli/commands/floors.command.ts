import type { TextureFloors } from '../../../src-shared/evaluation/rate-floors';
import { ExpectedFailure } from '../../../src-shared/ipc/failure';
import { percentText } from '../../reports/rate-text';
import { setFloors, textureFloors } from '../../services/floor-service';
import type { OpenProject } from '../../services/project-service';
import type { CommandEntry } from '../command-context';
import { signedBy, withNameOption } from '../declared-name';
import { exitCodes } from '../exit-code';
import { collect, numberWithin } from '../number-option';
import { withProject } from '../open-for-command';
import { textTable } from '../text-table';

interface FloorOptions {
  readonly texture?: readonly string[];
  readonly tpr?: number;
  readonly tnr?: number;
  readonly clear?: true;
  readonly by?: string;
  readonly json?: true;
}

const rate = numberWithin(0, 1);

export const floorsEntry: CommandEntry = {
  order: 77.5,
  register(program, context, end) {
    const command = program
      .command('floors <project>')
      .description('the least TPR and TNR of each texture that a model must reach to be released')
      .option('--texture <name>', 'of this texture, may be given again; else of all', collect)
      .option('--tpr <rate>', 'least share of defective images decided right, 0 to 1', rate)
      .option('--tnr <rate>', 'least share of good images decided right, 0 to 1', rate)
      .option('--clear', 'take both floors away');
    withNameOption(command)
      .option('--json', 'print one JSON object')
      .action(async (path: string, options: FloorOptions) => {
        const floors = await withProject(signedBy(context, options.by), path, (project) =>
          Promise.resolve(act(project, options)),
        );
        context.out(options.json ? `${JSON.stringify({ floors })}\n` : textOf(floors));
        end(exitCodes.done);
      });
  },
};

function act(
  project: OpenProject,
  { texture: names, tpr, tnr, clear }: FloorOptions,
): readonly TextureFloors[] {
  const known = textureFloors(project);
  const isSetting = tpr !== undefined || tnr !== undefined;
  if (clear === true && isSetting) {
    throw new ExpectedFailure('wrong-use', '--clear takes no --tpr and no --tnr.');
  }
  if (!isSetting && clear !== true) {
    if (names !== undefined) {
      throw new ExpectedFailure('wrong-use', 'Say --tpr, --tnr or --clear for the texture.');
    }
    return known;
  }
  const wanted = (names ?? known.map(({ texture }) => texture)).map((texture): TextureFloors => {
    const now = known.find((one) => one.texture === texture);
    return clear === true
      ? { texture, tpr: null, tnr: null }
      : { texture, tpr: tpr ?? now?.tpr ?? null, tnr: tnr ?? now?.tnr ?? null };
  });
  return setFloors(project, wanted);
}

function textOf(floors: readonly TextureFloors[]): string {
  const table = textTable(
    [
      { title: 'texture', align: 'left' },
      { title: 'least TPR', align: 'right' },
      { title: 'least TNR', align: 'right' },
    ],
    floors.map(({ texture, tpr, tnr }) => [texture, percentText(tpr), percentText(tnr)]),
  );
  return `${table}\n`;
}
