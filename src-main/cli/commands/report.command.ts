import { Option } from 'commander';
import { resolve } from 'node:path';
import { languageNames, type Language } from '../../../src-shared/language/languages';
import { saveReport } from '../../services/report-service';
import type { CommandEntry } from '../command-context';
import { exitCodes } from '../exit-code';
import { withProject } from '../open-for-command';

interface ReportOptions {
  readonly run: string;
  readonly out: string;
  readonly language: Language;
  readonly json?: true;
}

export const reportEntry: CommandEntry = {
  order: 80,
  register(program, context, end) {
    program
      .command('report <project>')
      .description('write what a run found as one file: .html or .pdf for people, .csv or .json')
      .requiredOption('--run <run>', 'a teacher or student run')
      .requiredOption('--out <file>', 'its ending says the form')
      .addOption(
        new Option('--language <code>', 'that a page speaks').choices(languageNames).default('en'),
      )
      .option('--json', 'print one JSON object')
      .action(async (path: string, { run, out, language, json }: ReportOptions) => {
        const saved = await withProject(context, path, (project) =>
          saveReport(project, run, resolve(out), context.printToPdf, language),
        );
        context.out(json ? `${JSON.stringify({ run, path: saved.path })}\n` : `${saved.path}\n`);
        end(exitCodes.done);
      });
  },
};
