import licence from '../../LICENSE?raw';
import weightsNotice from '../../resources/weights/NOTICE.md?raw';
import { findRun } from '../database/run-queries';
import type { OpenProject } from '../services/project-service';
import { runWeights } from '../services/run-weights';
import type { ChosenTrial } from './chosen-trial';

/** Under what terms a bundle is passed on: of the pretrained weights that the model comes from, and of the program. */
export function licencesText(project: OpenProject, { run }: ChosenTrial): string {
  return `# Licences

The model was trained by Ellipsight from images and labels of its owner, who decides under which terms it is passed on.

${pretrainedText(project, run.plan.kind === 'student' ? run.plan.teacherRun : run.id)}

## Ellipsight

${licence.trim()}
`;
}

/** A student is derived from what its teacher started from. */
function pretrainedText(project: OpenProject, teacher: string): string {
  const plan = findRun(project.database, teacher)?.plan;
  if (plan?.kind !== 'teacher' || plan.mode !== 'transfer') {
    return '## Pretrained weights\n\nNone: the teacher started from random numbers.';
  }
  const weights = runWeights(project.folder, teacher);
  if (weights === null || weights.name === 'vgg16-imagenet') {
    return `#${weightsNotice.trim()}`;
  }
  const { name, sha256, licence: terms, source } = weights;
  return `## Pretrained weights

The teacher started from the imported set "${name}" (${source}), SHA-256 ${sha256}. Its licence, as stated when it was imported: ${terms}.`;
}
