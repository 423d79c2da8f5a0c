import { createProject } from '../../services/project-service';
import type { CommandEntry } from '../command-context';
import { exitCodes } from '../exit-code';
import { projectDeps } from '../open-for-command';

export const createEntry: CommandEntry = {
  order: 10,
  register(program, context, end) {
    program
      .command('create <project>')
      .description('make a new, empty project: a folder NAME.ellipsight')
      .option('--json', 'print one JSON object')
      .action(async (path: string, options: { json?: true }) => {
        const project = await createProject(path, projectDeps(context));
        await project.close();
        const { folder } = project;
        context.out(options.json ? `${JSON.stringify({ project: folder })}\n` : `${folder}\n`);
        end(exitCodes.done);
      });
  },
};
