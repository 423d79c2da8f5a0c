import { ExpectedFailure } from '../../src-shared/ipc/failure';
import type { PlanCheck, RunDetail, RunSummary } from '../../src-shared/ipc/run-views';
import type {
  StudentPlan,
  TeacherPlan,
  TrainingPlan,
} from '../../src-shared/training/training-plan';
import type { ChildLauncher } from '../children/child-channel';
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
import { sideCounts, snapshotTextures } from '../database/snapshot-queries';
import type { Notify } from './notify';
import type { OpenProject } from './project-service';
import { resolvedPlan } from './resolved-plan';
import { checkPlan } from './run-plan-check';
import { RunWorker } from './run-worker';
import { countTestLook } from './test-look-service';

export interface RunServiceParts {
  readonly project: OpenProject;
  readonly launcher: ChildLauncher;
  readonly notify: Notify;
  /** The ImageNet weights (safetensors), for the transfer mode. */
  readonly weightsFile: string;
  /** Folders of NVIDIA's libraries; none unless told. */
  readonly libraryFolders?: readonly string[];
}

/** The run under way, and who waits for its end. */
interface ActiveRun {
  readonly id: string;
  readonly worker: RunWorker;
  readonly ended: Promise<void>;
}

/** Lines of the log that are shown. */
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
    return this.#active?.worker.pid ?? null;
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
    const evaluations = listEvaluations(database, run.seq);
    const tested = evaluations.filter(({ side }) => side === 'test').map(({ trial }) => trial);
    countTestLook(this.#parts.project, { id, splitSeed: run.plan.splitSeed }, [...new Set(tested)]);
    return {
      ...runSummary(run),
      progress: active?.worker.progress() ?? null,
      steps: listSteps(database, run.seq),
      evaluations,
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
    active.worker.cancel();
    return null;
  }

  /** Ends the trainer of the run under way at once; the run becomes `interrupted` and can be resumed. */
  stopNow(): void {
    this.#active?.worker.stopNow();
  }

  /** Continues an interrupted, cancelled or failed run from its newest checkpoint. */
  async resume(id: string): Promise<null> {
    this.#refuseSecondRun();
    this.#refuseReadOnly();
    const run = this.#stored(id);
    if (run.state === 'done') {
      throw new ExpectedFailure('wrong-use', `Run ${id} is done; there is nothing to resume.`);
    }
    this.#launch(run);
    return null;
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

  async #start(asked: TrainingPlan): Promise<{ readonly run: string }> {
    const { project } = this.#parts;
    this.#refuseSecondRun();
    this.#refuseReadOnly();
    const { problems } = await checkPlan(project, asked);
    if (problems.length > 0) {
      throw new ExpectedFailure('bad-input', problems.join(' '), 'Change the plan or the labels.');
    }
    const plan = await resolvedPlan(project, asked);
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

  /** Works on the run in the background; how that ends is written to the run, never thrown. */
  #launch(run: StoredRun): void {
    const { project, launcher, notify, weightsFile, libraryFolders = [] } = this.#parts;
    markStarted(project.database, run.seq, 'preparing', this.#stamp());
    const changed = (): void => this.#announce(run.id);
    const worker = new RunWorker({
      ...{ project, launcher, notify, weightsFile, libraryFolders },
      run,
      changed,
    });
    const ended = worker
      .work()
      .then(({ state, message }) => {
        markEnded(project.database, run.seq, state, message, this.#stamp());
      })
      .finally(() => {
        this.#active = null;
        changed();
      });
    this.#active = { id: run.id, worker, ended };
    changed();
  }

  #refuseSecondRun(): void {
    if (this.#active === null) return;
    throw new ExpectedFailure(
      'busy',
      `Run ${this.#active.id} is under way; only one run trains at a time.`,
      'Wait until it is done, or cancel it.',
    );
  }

  #refuseReadOnly(): void {
    if (!this.#parts.project.readOnly) return;
    throw new ExpectedFailure(
      'read-only',
      'The project can only be read; nothing can be trained in it.',
      'Copy it to a folder that can be written.',
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
