import { copyFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { assertNever } from '../../src-shared/assert-never';
import type { ModelExportSummary, ModelFormat } from '../../src-shared/deployment/model-export';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import { appVersion } from '../app-version';
import type { PatchModel } from '../decoder-process/deployment/onnx-session';
import type { WrittenModel } from '../decoder-process/deployment/write-model';
import type { IntakeHooks } from '../services/intake-loop';
import { fileSha256 } from '../services/placed-file';
import type { OpenProject } from '../services/project-service';
import { chosenTrial, type ChosenTrial } from './chosen-trial';
import { asNewFile, asNewFolder } from './new-output';
import { onnxFacts } from './onnx-facts';
import { threadsOfMany, verifyOnnx, type Verification } from './verify-onnx';
import { writeBundle } from './write-bundle';

export interface ModelExportRequest {
  readonly run: string;
  /** 1-based. */
  readonly trial: number;
  readonly format: ModelFormat;
  /** A file for `onnx` and `safetensors`, else a folder; must not exist yet, a folder may be empty. */
  readonly out: string;
}

/**
 * Writes one trial's model for other programs, whole or not at all. An ONNX model, alone or in a bundle, is verified on
 * all test images first.
 *
 * @throws ExpectedFailure `not-found`, `not-ready`, `bad-input` where `out` is taken or the model does not decide as the
 *   trained one did, `project-damaged`, `disk-full`, `cancelled`
 */
export async function exportModel(
  project: OpenProject,
  { run, trial, format, out }: ModelExportRequest,
  hooks: IntakeHooks,
): Promise<ModelExportSummary> {
  const chosen = chosenTrial(project, run, trial);
  const target = resolve(out);
  const summary = { run, trial, format, out: target };
  switch (format) {
    case 'onnx':
      return asNewFile(project, target, async (file) => {
        const { written, verification } = await verifiedOnnx(project, chosen, file, hooks);
        return { ...summary, ...sizes(written), verification };
      });
    case 'safetensors':
      return asNewFile(project, target, async (file) => {
        await copyModel(project, chosen, file);
        const { modelSha256: sha256, parameters } = chosen.trial;
        return { ...summary, sha256, parameters, verification: null };
      });
    case 'saved-model':
      return asNewFolder(project, target, async (folder) => {
        const written = await write(
          project,
          chosen,
          'saved-model',
          await folder.place('saved_model.pb'),
        );
        return { ...summary, ...sizes(written), verification: null };
      });
    case 'bundle':
      return asNewFolder(project, target, async (folder) => {
        const file = await folder.place('model.onnx');
        const { written, verification } = await verifiedOnnx(project, chosen, file, hooks);
        await writeBundle(project, chosen, folder, { written, verification, rule: chosen.rule });
        return { ...summary, ...sizes(written), verification };
      });
    default:
      return assertNever(format);
  }
}

function sizes({ sha256, parameters }: WrittenModel): Pick<WrittenModel, 'sha256' | 'parameters'> {
  return { sha256, parameters };
}

async function verifiedOnnx(
  project: OpenProject,
  chosen: ChosenTrial,
  file: string,
  hooks: IntakeHooks,
): Promise<{ readonly written: WrittenModel; readonly verification: Verification }> {
  const written = await write(project, chosen, 'onnx', file);
  const model: PatchModel = {
    file,
    sha256: written.sha256,
    channels: chosen.channels,
    patchSize: chosen.run.plan.patchSize,
    classes: 2 * chosen.textures.length,
    filters: chosen.run.plan.kind === 'student' ? chosen.run.plan.filters : null,
    threads: threadsOfMany,
  };
  return { written, verification: await verifyOnnx(project, chosen, model, chosen.rule, hooks) };
}

function write(
  project: OpenProject,
  chosen: ChosenTrial,
  form: 'onnx' | 'saved-model',
  out: string,
): Promise<WrittenModel> {
  const { run, trial, textures, channels } = chosen;
  return project.decoder.call('write-model', {
    model: {
      file: join(project.folder, 'runs', run.id, trial.modelFile),
      sha256: trial.modelSha256,
      plan: run.plan,
      textures: textures.length,
      channels,
    },
    form,
    version: appVersion(__dirname),
    facts: onnxFacts(chosen, chosen.rule),
    out,
  });
}

/** The trained numbers as they are, with what the file says of plan, textures and input. */
async function copyModel(
  project: OpenProject,
  { run, trial }: ChosenTrial,
  out: string,
): Promise<void> {
  const source = join(project.folder, 'runs', run.id, trial.modelFile);
  await copyFile(source, out).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new ExpectedFailure(
      code === 'ENOSPC' ? 'disk-full' : 'project-damaged',
      `The model ${source} cannot be copied (${code}); nothing was written.`,
    );
  });
  if ((await fileSha256(out)) !== trial.modelSha256) {
    throw new ExpectedFailure(
      'project-damaged',
      `The model ${source} is not what the trial left; nothing was written.`,
      'Take the run’s folder from a backup, or train the run again.',
    );
  }
}
