import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { writeResult } from '../../services/result-file';
import type { CommandEntry } from '../command-context';
import { exitCodes } from '../exit-code';

/** For `report` under Node, which lets the app print; a package's own command line prints without it. */
export const printPageEntry: CommandEntry = {
  order: 900,
  register(program, context, end) {
    program
      .command('print-page <html> <pdf>', { hidden: true })
      .description('print a self-contained page as PDF')
      .action(async (html: string, pdf: string) => {
        const page = await readFile(resolve(html), 'utf8');
        await writeResult(resolve(pdf), await context.printToPdf(page));
        end(exitCodes.done);
      });
  },
};
