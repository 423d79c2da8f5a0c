import { Argument } from 'commander';
import { ExpectedFailure } from '../../../src-shared/ipc/failure';
import { plainLook } from '../../../src-shared/labelling/picture-look';
import { textureSummaries } from '../../database/project-queries';
import { looks, setLook } from '../../services/look-service';
import type { OpenProject } from '../../services/project-service';
import {
  addTexture,
  changeTexture,
  mergeTextures,
  orderTextures,
} from '../../services/texture-service';
import { withBites } from '../bite-work';
import type { CommandContext, CommandEntry } from '../command-context';
import { exitCodes } from '../exit-code';
import { withProject } from '../open-for-command';
import { lookOfWords, lookText } from '../look-words';
import { knownTexture } from '../selection-options';
import { textTable } from '../text-table';

const actions = ['list', 'add', 'rename', 'merge', 'colour', 'key', 'order', 'look'] as const;
type Action = (typeof actions)[number];

export const textureEntry: CommandEntry = {
  order: 41,
  register(program, context, end) {
    program
      .command('texture <project>')
      .description('list, name, merge, colour and order the textures')
      .addArgument(new Argument('<action>', 'what to do').choices(actions))
      .argument(
        '[words...]',
        'add NAME · rename OLD NEW · merge FROM INTO · colour NAME #rrggbb|none · key NAME K|none · order NAME NAME … · look NAME brightness=10 range=100-4095 … | look NAME plain',
      )
      .option('--json', 'print one JSON object')
      .action(
        async (
          path: string,
          action: Action,
          words: readonly string[],
          options: { readonly json?: true },
        ) => {
          const { textures, shown, cancelled } = await withProject(
            context,
            path,
            async (project) => ({
              cancelled: await act(context, project, action, words),
              textures: textureSummaries(project.database),
              shown: new Map(looks(project).map(({ textureId, look }) => [textureId, look])),
            }),
          );
          context.out(
            options.json
              ? `${JSON.stringify({
                  textures: textures.map(({ id, ...rest }) => ({
                    ...rest,
                    look: shown.get(id) ?? plainLook,
                  })),
                })}\n`
              : `${textTable(
                  [
                    { title: 'class', align: 'right' },
                    { title: 'texture', align: 'left' },
                    { title: 'colour', align: 'left' },
                    { title: 'key', align: 'left' },
                    { title: 'images', align: 'right' },
                    { title: 'look', align: 'left' },
                  ],
                  textures.map((texture, index) => [
                    String(index),
                    texture.name,
                    texture.colour ?? '',
                    texture.hotKey ?? '',
                    String(texture.ok + texture.defective + texture.unlabelled + texture.unsure),
                    lookText(shown.get(texture.id) ?? plainLook),
                  ]),
                )}\n`,
          );
          end(cancelled ? exitCodes.interrupted : exitCodes.done);
        },
      );
  },
};

/** @returns whether it was stopped in between. */
async function act(
  context: CommandContext,
  project: OpenProject,
  action: Action,
  words: readonly string[],
): Promise<boolean> {
  const word = (index: number): string => {
    const text = words[index];
    if (text === undefined) {
      throw new ExpectedFailure('wrong-use', `"${action}" takes more words; see texture --help.`);
    }
    return text;
  };
  const texture = (index: number): number => knownTexture(project, word(index));
  const orNone = (text: string): string | null => (text === 'none' ? null : text);
  switch (action) {
    case 'list':
      return false;
    case 'add':
      addTexture(project, word(0));
      return false;
    case 'rename':
      changeTexture(project, texture(0), { kind: 'name', name: word(1) });
      return false;
    case 'colour':
      changeTexture(project, texture(0), { kind: 'colour', colour: orNone(word(1)) });
      return false;
    case 'key':
      changeTexture(project, texture(0), { kind: 'key', hotKey: orNone(word(1)) });
      return false;
    case 'order':
      orderTextures(
        project,
        words.map((_, index) => texture(index)),
      );
      return false;
    case 'look': {
      const textureId = texture(0);
      const before = looks(project).find((known) => known.textureId === textureId)?.look;
      setLook(project, textureId, lookOfWords(before ?? plainLook, words.slice(1)));
      return false;
    }
    case 'merge': {
      const [from, into] = [texture(0), texture(1)];
      const merged = await withBites(context, (hooks) => mergeTextures(project, from, into, hooks));
      return merged.cancelled;
    }
  }
}
