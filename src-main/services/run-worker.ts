import { join } from 'node:path';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import type { RunProgress } from '../../src-shared/ipc/run-views';
import type { MemoryQuestion } from '../../src-shared/training/memory-estimate';
import type { TrainerEvent } from '../../src-shared/training/training-progress';
import type { ChildChannel, ChildLauncher } from '../children/child-channel';
import { findRun, markStarted, setPlan, type StoredRun } from '../database/run-queries';
import { readSnapshot, snapshotImages } from '../database/snapshot-queries';
import { memoryAdvice, memorySuspicion } from './memory-advice';
import type { Notify } from './notify';
import { planSize } from './plan-size';
import type { OpenProject } from './project-service';
import { cancelledEnd, failureText, runEnd, type RunEnd } from './run-end';
import { prepareJobFolder } from './run-job-folder';
import { resolvedPlan } from './resolved-plan';
import { checkPlan, refuseProblems } from './run-plan-check';
import { RunPace } from './run-pace';
import { noticeInterval, RunRecorder } from './run-recorder';
import { freezeSnapshot } from './snapshot-service';
import { trainerEnvironment } from './trainer-environment';

export interface RunWorkerParts {
  readonly project: OpenProject;
  readonly launcher: ChildLauncher;
  readonly notify: Notify;
  readonly weightsFile: string;
  readonly libraryFolders: readonly string[];
  readonly run: StoredRun;
  /** Called whenever the stored summary of the run has changed. */
  readonly changed: () => void;
  /** False for a run that waited: labels and teacher may have changed since its plan was checked. */
  readonly planIsChecked: boolean;
}

/** A trainer answers `cancel` between two steps and after a checkpoint; one that does not is ended, ms. */
const cancelPatience = 120_000;
/** The exit of a process can overtake its last messages by this much, ms. */
const lateMessages = 1000;

/** One start of one run: freezes its data, makes its job folder, and follows its trainer to the end. */
export class RunWorker {
  readonly #parts: RunWorkerParts;
  readonly #pace: RunPace;
  #cancelAsked = false;
  #channel: ChildChannel | null = null;
  #recorder: RunRecorder | null = null;

  constructor(parts: RunWorkerParts) {
    this.#parts = parts;
    const { run, project } = parts;
    this.#pace = new RunPace({
      run: run.id,
      trials: run.plan.trials,
      iterations: run.plan.iterations,
      trialsDone: run.trialsDone,
      device: run.device,
      now: project.now().getTime(),
    });
  }

  /** Process id of the trainer, or null before and after it. */
  get pid(): number | null {
    return this.#channel?.pid ?? null;
  }

  progress(): RunProgress {
    return this.#recorder?.progress() ?? this.#pace.progress(this.#parts.project.now().getTime());
  }

  /** Asks the trainer to write a checkpoint and end. */
  cancel(): void {
    this.#cancelAsked = true;
    const channel = this.#channel;
    if (channel === null) return;
    channel.send({ kind: 'cancel' });
    const patience = setTimeout(() => channel.kill(), cancelPatience);
    channel.onExit(() => clearTimeout(patience));
  }

  /** Ends the trainer at once. */
  stopNow(): void {
    this.#channel?.kill();
  }

  /** How this start ended; bugs are told on the console and end the run as failed, so that it never hangs. */
  async work(): Promise<RunEnd> {
    try {
      const folder = await this.#prepare();
      return this.#cancelAsked ? cancelledEnd : await this.#train(folder);
    } catch (error) {
      if (error instanceof ExpectedFailure) {
        return { state: 'failed', message: failureText(error.failure) };
      }
      console.error(error);
      const text = error instanceof Error ? error.message : String(error);
      return { state: 'failed', message: `Ellipsight failed while it worked on the run: ${text}` };
    }
  }

  /** Returns the job folder, complete. */
  async #prepare(): Promise<string> {
    const { project, weightsFile, notify, planIsChecked } = this.#parts;
    let { run } = this.#parts;
    if (run.snapshotHash === null) {
      if (!planIsChecked) run = await this.#checkAgain(run);
      await freezeSnapshot(project, run);
    }
    const folder = join(project.folder, 'runs', run.id);
    let toldAt = 0;
    await prepareJobFolder(project, run, {
      folder,
      weightsFile,
      onProgress: (done, total) => {
        this.#pace.prepared(done, total);
        const now = performance.now();
        if (now - toldAt < noticeInterval) return;
        toldAt = now;
        notify('run.progress', { progress: this.progress() });
      },
    });
    return folder;
  }

  /** What changed while the run waited: problems end it, and its epochs are counted anew. */
  async #checkAgain(run: StoredRun): Promise<StoredRun> {
    const { project } = this.#parts;
    refuseProblems(await checkPlan(project, run.plan));
    const plan = await resolvedPlan(project, run.plan);
    setPlan(project.database, run.seq, plan);
    return { ...run, plan };
  }

  async #train(folder: string): Promise<RunEnd> {
    const { project, notify, changed } = this.#parts;
    const { database, now } = project;
    const run = findRun(database, this.#parts.run.id);
    if (run === null) throw new Error(`Run ${this.#parts.run.id} has gone.`);
    const recorder = new RunRecorder({
      database,
      run,
      folder,
      images: snapshotImages(database, run.seq),
      notify,
      now,
      changed,
    });
    markStarted(database, run.seq, 'running', now().toISOString());
    this.#recorder = recorder;
    let code = await this.#followTrainer(folder, recorder);
    // Unseen by the user: the run stays as it is, and goes on from the checkpoint that was just written.
    while (!this.#cancelAsked && recorder.takeSpent()) {
      code = await this.#followTrainer(folder, recorder);
    }
    await recorder.settled();
    const { residentBytes } = recorder.progress();
    return runEnd(recorder.saidEnd, this.#cancelAsked, code, {
      advice: () => memoryAdvice(this.#memoryQuestion(run)),
      suspicion: () => memorySuspicion(this.#memoryQuestion(run), residentBytes),
    });
  }

  #memoryQuestion({ seq, plan }: StoredRun): MemoryQuestion {
    const { database } = this.#parts.project;
    const teacher = plan.kind === 'student' ? findRun(database, plan.teacherRun)?.plan : null;
    const taught = teacher?.kind === 'teacher' ? teacher : null;
    return planSize(plan, taught, readSnapshot(database, seq)).memory;
  }

  /** Starts a trainer on the folder, and hands what it says to the recorder. Gives its exit code. */
  async #followTrainer(folder: string, recorder: RunRecorder): Promise<number | null> {
    const { launcher, libraryFolders, changed } = this.#parts;
    const channel = launcher.launch('trainer', [folder], trainerEnvironment(libraryFolders));
    this.#channel = channel;
    changed();
    let failure: unknown = null;
    channel.onMessage((message) => {
      try {
        // The trainer is our own code, built together with main.
        recorder.accept(message as TrainerEvent);
      } catch (error) {
        failure ??= error;
        channel.kill();
      }
    });
    const code = await new Promise<number | null>((resolve) => channel.onExit(resolve));
    this.#channel = null;
    if (code === 0) await recorder.lastWord(lateMessages);
    if (failure !== null) {
      await recorder.settled();
      throw failure;
    }
    return code;
  }
}
