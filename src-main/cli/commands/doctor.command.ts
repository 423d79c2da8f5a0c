import { runDoctor } from '../../services/doctor-service';
import type { CommandEntry } from '../command-context';
import { exitCodes } from '../exit-code';
import { textTable } from '../text-table';

const marks = { pass: 'ok', warn: 'warning', fail: 'FAILED' } as const;

export const doctorEntry: CommandEntry = {
  order: 100,
  register(program, context, end) {
    program
      .command('doctor')
      .description('look over this computer and the native parts')
      .option('--json', 'print one JSON object')
      .action(async ({ json }: { json?: true }) => {
        const checks = await runDoctor({ launcher: context.launcher, parts: context.parts() });
        if (json) {
          context.out(`${JSON.stringify({ checks })}\n`);
        } else {
          const table = textTable(
            [
              { title: 'check', align: 'left' },
              { title: '', align: 'left' },
              { title: 'found', align: 'left' },
            ],
            checks.map(({ name, state, value }) => [name, marks[state], value]),
          );
          const advice = checks
            .filter((check) => check.advice !== '')
            .map((check) => `${check.name}: ${check.advice}\n`);
          context.out(`${table}\n${advice.length > 0 ? `\n${advice.join('')}` : ''}`);
        }
        const failed = checks.some(({ state }) => state === 'fail');
        end(failed ? exitCodes.badInput : exitCodes.done);
      });
  },
};
