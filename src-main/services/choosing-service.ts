import { floorFailings } from '../../src-shared/evaluation/rate-floors';
import { chooseStudent } from '../../src-shared/evaluation/student-choice';
import {
  accuracy,
  textureRates,
  type DecidedLabel,
} from '../../src-shared/evaluation/texture-rates';
import type {
  ChoosingNetwork,
  ChoosingView,
  SideFigures,
} from '../../src-shared/ipc/choosing-views';
import { snapshotTextures } from '../database/snapshot-queries';
import { decideRun } from './evaluation-service';
import { floorsOfRun } from './floor-service';
import { networkSizes } from './network-size-service';
import type { OpenProject } from './project-service';
import { testDecisions, validationDecisions } from './rates-service';
import { storedRun } from './stored-run';

/**
 * A teacher and its finished students with what they cost and do on validation images, and which student is the smallest
 * that holds every floor there. The test side is not looked at.
 *
 * @throws ExpectedFailure `not-found`; `wrong-use` where the run is no teacher
 */
export async function choosingView(project: OpenProject, teacher: string): Promise<ChoosingView> {
  const { database } = project;
  const sizes = await networkSizes(project, teacher);
  const floors = floorsOfRun(project, snapshotTextures(database, storedRun(database, teacher).seq));
  const networks: ChoosingNetwork[] = [];
  for (const size of sizes) {
    const validation = await validationFigures(project, size.run.id);
    const failings = validation === null ? null : floorFailings(validation.textures, floors);
    networks.push({ ...size, validation, failings });
  }
  const students = networks
    .filter(({ run }) => run.kind === 'student')
    .map(({ run, validation }) => ({
      ...{ run: run.id, parameters: run.parameters },
      validation: validation?.textures ?? null,
    }));
  return { teacher, floors, networks, choice: chooseStudent(students, floors) };
}

/** Null where the plan kept no validation images. */
async function validationFigures(project: OpenProject, id: string): Promise<SideFigures | null> {
  const run = storedRun(project.database, id);
  const decisions = await validationDecisions(project, run);
  if (decisions.length === 0) return null;
  return sideFigures(
    snapshotTextures(project.database, run.seq),
    decisions.map(({ label }) => label),
  );
}

/**
 * What a run does on the test images of all its finished trials. Counts a look at them.
 *
 * @throws ExpectedFailure `not-found` without such a run, `not-ready` without a finished trial.
 */
export async function testFigures(project: OpenProject, id: string): Promise<SideFigures> {
  const decided = await decideRun(project, id);
  return sideFigures(
    decided.textures,
    testDecisions(decided).map(({ label }) => label),
  );
}

function sideFigures(textures: readonly string[], labels: readonly DecidedLabel[]): SideFigures {
  return {
    images: labels.length,
    accuracy: accuracy(labels),
    textures: textureRates(textures, labels),
  };
}
