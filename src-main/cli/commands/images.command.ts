import { Option } from 'commander';
import { imageOrders, type ImageOrder, type ImageRow } from '../../../src-shared/ipc/views';
import { textureSummaries } from '../../database/project-queries';
import { countText } from '../../reports/rate-text';
import { searchPage } from '../../services/image-search';
import type { CommandEntry } from '../command-context';
import { exitCodes } from '../exit-code';
import { wholeNumber } from '../number-option';
import { withProject } from '../open-for-command';
import { filterOf, withFilterOptions, type FilterOptions } from '../selection-options';
import { textTable } from '../text-table';

interface Options extends FilterOptions {
  readonly order?: ImageOrder;
  readonly offset: number;
  readonly limit: number;
  readonly json?: true;
}

export const imagesEntry: CommandEntry = {
  order: 40.5,
  register(program, context, end) {
    const command = program
      .command('images <project>')
      .description('list the images that a filter lets through');
    withFilterOptions(command)
      .addOption(new Option('--order <order>', 'in this order').choices(imageOrders))
      .option('--offset <count>', 'leave out so many first', wholeNumber(0, 10_000_000), 0)
      .option('--limit <count>', 'list so many', wholeNumber(1, 500), 50)
      .option('--json', 'print one JSON object')
      .action(async (path: string, options: Options) => {
        const { page, textures } = await withProject(context, path, async (project) => {
          const { order } = options;
          const asked = filterOf(project, options);
          const filter = order === undefined ? asked : { ...asked, order };
          const names = new Map(
            textureSummaries(project.database).map(({ id, name }) => [id, name]),
          );
          return {
            page: await searchPage(project, filter, options.offset, options.limit),
            textures: names,
          };
        });
        const rows = page.rows.map((row) => ({
          ...row,
          texture: textures.get(row.textureId) ?? '',
        }));
        context.out(
          options.json
            ? `${JSON.stringify({ total: page.total, images: rows })}\n`
            : `${countText(page.total, 'image')}.\n${rows.length === 0 ? '' : `${table(rows)}\n`}`,
        );
        end(exitCodes.done);
      });
  },
};

function table(rows: readonly (ImageRow & { readonly texture: string })[]): string {
  return textTable(
    [
      { title: 'image', align: 'right' },
      { title: 'name', align: 'left' },
      { title: 'texture', align: 'left' },
      { title: 'verdict', align: 'left' },
      { title: 'review', align: 'left' },
      { title: 'ellipses', align: 'right' },
    ],
    rows.map(({ id, name, texture, verdict, review, ellipses }) => [
      String(id),
      name,
      texture,
      verdict,
      review,
      String(ellipses),
    ]),
  );
}
