import { join } from 'node:path';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import type { PlanCheck, RunDetail, RunSummary } from '../../src-shared/ipc/views';
import type {
  StudentPlan,
  TeacherPlan,
  TrainingPlan,
} from '../../src-shared/training/training-plan';
import type { TrainerEvent } from '../../src-shared/training/training-progress';
import type { ChildChannel, ChildLauncher } from '../children/child-channel';
import { listEvaluations, listSteps, readLog } from '../database/run-result-queries';
import {
  findRun,
  insertRun,
  interruptLeftRuns,
  listRuns,
  markEnded,
  markStarted,
  runSummary,
  type StoredRun,
} from '../database/run-queries';
import { sideCounts, snapshotImages, snapshotTextures } from '../database/snapshot-queries';
import type { Notify } from './notify';
import type { OpenProject } from './project-service';
import { cancelledEnd, failureText, runEnd, type RunEnd } from './run-end';
import { prepareJobFolder } from './run-job-folder';
import { checkPlan } from './run-plan-check';
import { RunRecorder } from './run-recorder';
import { freezeSnapshot } from './snapshot-service';
import { trainerEnvironment } from './trainer-environment';

export interface RunServiceParts {
  readonly project: OpenProject;
  readonly launcher: ChildLauncher;
  readonly notify: Notify;
  /** The ImageNet weights (safetensors), for the transfer mode. */
  readonly weightsFile: string;
  /** Folders of NVIDIA's libraries; none unless told. */
  readonly libraryFolders?: readonly string[];
}

/** The run under way: its trainer, and who waits for its end. */
interface ActiveRun {
  readonly id: string;
  readonly seq: number;
  cancelAsked: boolean;
  channel: ChildChannel | null;
  recorder: RunRecorder | null;
  readonly ended: Promise<void>;
}

/** A trainer answers `cancel` between two steps and after a checkpoint; one that does not is ended, ms. */
const cancelPatience = 120_000;
/** The exit of a process can overtake its last messages by this much, ms. */
const lateMessages = 1000;
const logLines = 500;

/** Starts, follows, cancels and resumes the runs of one open project; one run at a time. */
export class RunService {
  readonly #parts: RunServiceParts;
  readonly #now: () => Date;
  #active: ActiveRun | null = null;

  constructor(parts: RunServiceParts) {
    this.#parts = parts;
    this.#now = parts.project.now;
    if (!parts.project.readOnly) interruptLeftRuns(parts.project.database, this.#stamp());
  }

  /** The run that is under way, or null. */
  get activeRun(): string | null {
    return this.#active?.id ?? null;
  }

  /** Process id of the trainer at work, or null. */
  get activePid(): number | null {
    return this.#active?.channel?.pid ?? null;
  }

  /** All runs, newest first. */
  list(): readonly RunSummary[] {
    return listRuns(this.#parts.project.database).map(runSummary);
  }

  /** Everything that the window shows of one run. Fails with `not-found`. */
  get(id: string): RunDetail {
    const { database } = this.#parts.project;
    const run = this.#stored(id);
    const active = this.#active?.id === id ? this.#active : null;
    return {
      ...runSummary(run),
      progress: active?.recorder?.progress() ?? null,
      steps: listSteps(database, run.seq),
      evaluations: listEvaluations(database, run.seq),
      textures: snapshotTextures(database, run.seq),
      sideCounts: sideCounts(database, run.seq),
      snapshotHash: run.snapshotHash ?? '',
      log: readLog(database, run.seq, logLines),
    };
  }

  /** What stands against a plan, and what its user should know, before anything is stored. */
  check(plan: TrainingPlan): Promise<PlanCheck> {
    return checkPlan(this.#parts.project, plan);
  }

  /** Fails with `bad-input` where the plan's check found problems, with `busy` while another run is under way. */
  startTeacher(plan: TeacherPlan): Promise<{ readonly run: string }> {
    return this.#start(plan);
  }

  /** As {@link startTeacher}; the teacher must be `done`. */
  startStudent(plan: StudentPlan): Promise<{ readonly run: string }> {
    return this.#start(plan);
  }

  /** Asks the trainer to write a checkpoint and stop; {@link finished} tells when it has. */
  cancel(id: string): null {
    const active = this.#active;
    if (active === null || active.id !== id) {
      this.#stored(id);
      throw new ExpectedFailure('wrong-use', `Run ${id} is not under way.`);
    }
    active.cancelAsked = true;
    const { channel } = active;
    if (channel !== null) {
      channel.send({ kind: 'cancel' });
      const patience = setTimeout(() => channel.kill(), cancelPatience);
      void active.ended.finally(() => clearTimeout(patience));
    }
    return null;
  }

  /** Ends the trainer of the run under way at once; the run becomes `interrupted` and can be resumed. */
  stopNow(): void {
    this.#active?.channel?.kill();
  }

  /** Continues an interrupted, cancelled or failed run from its newest checkpoint. */
  async resume(id: string): Promise<null> {
    this.#refuseSecondRun();
    const run = this.#stored(id);
    if (run.state === 'done') {
      throw new ExpectedFailure('wrong-use', `Run ${id} is done; there is nothing to resume.`);
    }
    this.#launch(run);
    return Promise.resolve(null);
  }

  /** Waits until no trainer works on the run, and says how it stands. */
  async finished(id: string): Promise<RunSummary> {
    if (this.#active?.id === id) await this.#active.ended;
    return runSummary(this.#stored(id));
  }

  /** Before the project is closed: the run under way stops at a checkpoint and can be resumed. */
  async close(): Promise<void> {
    const active = this.#active;
    if (active === null) return;
    this.cancel(active.id);
    await active.ended;
  }

  async #start(plan: TrainingPlan): Promise<{ readonly run: string }> {
    const { project } = this.#parts;
    this.#refuseSecondRun();
    if (project.readOnly) {
      throw new ExpectedFailure('read-only', 'The project is open for reading only.');
    }
    const { problems } = await checkPlan(project, plan);
    if (problems.length > 0) {
      throw new ExpectedFailure('bad-input', problems.join(' '), 'Change the plan or the labels.');
    }
    // The check has let others in.
    this.#refuseSecondRun();
    const teacher = plan.kind === 'student' ? this.#stored(plan.teacherRun) : null;
    const { id } = insertRun(project.database, {
      plan,
      teacherSeq: teacher?.seq ?? null,
      now: this.#stamp(),
    });
    this.#launch(this.#stored(id));
    return { run: id };
  }

  /** Prepares and follows the trainer in the background; how that ends is written to the run, never thrown. */
  #launch(run: StoredRun): void {
    const { database } = this.#parts.project;
    markStarted(database, run.seq, 'preparing', this.#stamp());
    let setEnded: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => {
      setEnded = resolve;
    });
    const active: ActiveRun = {
      id: run.id,
      seq: run.seq,
      cancelAsked: false,
      channel: null,
      recorder: null,
      ended,
    };
    this.#active = active;
    this.#announce(run.id);
    void this.#work(run, active).then((end) => {
      markEnded(database, run.seq, end.state, end.message, this.#stamp());
      this.#active = null;
      this.#announce(run.id);
      setEnded();
    });
  }

  async #work(run: StoredRun, active: ActiveRun): Promise<RunEnd> {
    try {
      const folder = await this.#prepare(run);
      if (active.cancelAsked) return cancelledEnd;
      return await this.#train(this.#stored(run.id), active, folder);
    } catch (error) {
      if (error instanceof ExpectedFailure) {
        return { state: 'failed', message: failureText(error.failure) };
      }
      // A bug: loud on the console, and the run says so instead of standing as `running` for ever.
      console.error(error);
      const text = error instanceof Error ? error.message : String(error);
      return { state: 'failed', message: `Ellipsight failed while it worked on the run: ${text}` };
    }
  }

  /** Returns the job folder, complete. */
  async #prepare(run: StoredRun): Promise<string> {
    const { project, weightsFile } = this.#parts;
    if (run.snapshotHash === null) await freezeSnapshot(project, run);
    const folder = join(project.folder, 'runs', run.id);
    await prepareJobFolder(project, run, { folder, weightsFile });
    return folder;
  }

  async #train(run: StoredRun, active: ActiveRun, folder: string): Promise<RunEnd> {
    const { project, launcher, notify } = this.#parts;
    const recorder = new RunRecorder({
      database: project.database,
      run,
      folder,
      images: snapshotImages(project.database, run.seq),
      notify,
      now: this.#now,
      changed: () => this.#announce(run.id),
    });
    markStarted(project.database, run.seq, 'running', this.#stamp());
    const channel = launcher.launch(
      'trainer',
      [folder],
      trainerEnvironment(this.#parts.libraryFolders ?? []),
    );
    active.recorder = recorder;
    active.channel = channel;
    this.#announce(run.id);
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
    if (code === 0) await recorder.lastWord(lateMessages);
    await recorder.settled();
    if (failure !== null) throw failure;
    return runEnd(recorder.saidEnd, active.cancelAsked, code);
  }

  #refuseSecondRun(): void {
    if (this.#active === null) return;
    throw new ExpectedFailure(
      'busy',
      `Run ${this.#active.id} is under way; only one run trains at a time.`,
      'Wait until it is done, or cancel it.',
    );
  }

  #stored(id: string): StoredRun {
    const run = findRun(this.#parts.project.database, id);
    if (run === null) {
      throw new ExpectedFailure(
        'not-found',
        `There is no run ${id} in this project.`,
        'The runs are listed by "info" and in the training view.',
      );
    }
    return run;
  }

  #announce(id: string): void {
    this.#parts.notify('run.changed', { run: runSummary(this.#stored(id)) });
  }

  #stamp(): string {
    return this.#now().toISOString();
  }
}
