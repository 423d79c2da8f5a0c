import { ExpectedFailure } from '../../src-shared/ipc/failure';
import type { QueueView } from '../../src-shared/ipc/queue-views';
import type { PlanCheck, RunDetail, RunSummary } from '../../src-shared/ipc/run-views';
import type {
  StudentPlan,
  TeacherPlan,
  TrainingPlan,
} from '../../src-shared/training/training-plan';
import { english } from '../../src-shared/sentences/english';
import { said } from '../../src-shared/sentences/sentence';
import type { ChildLauncher } from '../children/child-channel';
import {
  interruptLeftRuns,
  listRuns,
  markStarted,
  runSummary,
  type StoredRun,
} from '../database/run-queries';
import type { Notify } from './notify';
import type { OpenProject } from './project-service';
import { refuseReadOnly } from './refuse-read-only';
import { runDetail } from './run-detail';
import { storedRun } from './stored-run';
import { checkPlan } from './run-plan-check';
import { RunQueue, type StopReason } from './run-queue';
import { RunWorker } from './run-worker';
import type { TrainerParts } from './trainer-job-run';

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
  /** It was stopped to go on later, in its place. */
  pausing: boolean;
}

/**
 * Starts, follows, pauses, cancels and resumes the runs of one open project. One trains at a time, the others wait for
 * their turn; when one ends, the next starts by itself.
 */
export class RunService {
  readonly #parts: RunServiceParts;
  readonly #now: () => Date;
  readonly #queue: RunQueue;
  #active: ActiveRun | null = null;
  /** The project is being closed: nothing starts, and what trains keeps its place. */
  #closing = false;

  constructor(parts: RunServiceParts) {
    this.#parts = parts;
    this.#now = parts.project.now;
    if (!parts.project.readOnly) interruptLeftRuns(parts.project.database, this.#stamp());
    this.#queue = new RunQueue(parts.project);
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
    const progress = this.#active?.id === id ? this.#active.worker.progress() : null;
    return runDetail(this.#parts.project, this.#stored(id), progress);
  }

  /** What stands against a plan, and what its user should know, before anything is stored. */
  check(plan: TrainingPlan): Promise<PlanCheck> {
    return checkPlan(this.#parts.project, plan);
  }

  /** With what short jobs are run beside the queue; they check that nothing is under way. */
  get trainerParts(): TrainerParts {
    const { launcher, libraryFolders = [] } = this.#parts;
    return { launcher, libraryFolders };
  }

  /** What trains and what waits, in order. */
  queue(): QueueView {
    return this.#queue.view();
  }

  /**
   * Starts a run, or lets it wait behind those that train and wait.
   *
   * @throws ExpectedFailure `bad-input` where the plan's check found problems
   */
  startTeacher(plan: TeacherPlan): Promise<{ readonly run: string }> {
    return this.#start(plan);
  }

  /** As {@link startTeacher}; a teacher that is in the queue is waited for. */
  startStudent(plan: StudentPlan): Promise<{ readonly run: string }> {
    return this.#start(plan);
  }

  /** As {@link startTeacher}, but the run waits until {@link continueQueue}. */
  async enqueue(plan: TrainingPlan): Promise<{ readonly run: string }> {
    const run = await this.#queue.create(plan);
    this.#queue.hold(run);
    return { run: run.id };
  }

  /** Works through what waits, also what an earlier opening of the project left. */
  continueQueue(): QueueView {
    this.#refuseReadOnly();
    this.#queue.release();
    this.#startNext();
    this.#announceQueue();
    return this.queue();
  }

  /** Pauses what an earlier opening left; each run can be resumed by itself. */
  pauseLeftOver(): QueueView {
    this.#refuseReadOnly();
    for (const { id } of this.#queue.pauseHeld()) this.#announce(id);
    return this.queue();
  }

  /** Moves a waiting run; 1 is the first of those that do not train. */
  move(id: string, place: number): QueueView {
    this.#refuseReadOnly();
    const run = this.#stored(id);
    if (!this.#queue.has(run) || this.#active?.id === id) {
      throw new ExpectedFailure('wrong-use', `Run ${id} does not wait; it has no place to move.`);
    }
    this.#queue.move(run, place);
    this.#announceQueue();
    return this.queue();
  }

  /** The run keeps its place and is passed over until it is resumed; one that trains stops at a checkpoint. */
  pause(id: string): null {
    const run = this.#stored(id);
    if (this.#active?.id === id) {
      this.#active.pausing = true;
      this.#active.worker.cancel();
    } else if (this.#queue.has(run)) {
      this.#refuseReadOnly();
      this.#queue.pause(run, english(said('runPausedBefore')));
      this.#announce(id);
      this.#startNext();
    } else {
      throw new ExpectedFailure('wrong-use', `Run ${id} neither trains nor waits.`);
    }
    return null;
  }

  /** Asks the trainer to write a checkpoint and stop, which {@link finished} tells; a waiting run leaves the queue. */
  cancel(id: string): null {
    const run = this.#stored(id);
    if (this.#active?.id === id) {
      this.#active.pausing = false;
      this.#active.worker.cancel();
    } else if (this.#queue.has(run)) {
      this.#refuseReadOnly();
      const message = english(said('runTakenOut'));
      this.#queue.ended(run, { state: 'cancelled', message }, 'for-good');
      this.#announce(id);
      this.#startNext();
    } else {
      throw new ExpectedFailure('wrong-use', `Run ${id} is not under way.`);
    }
    return null;
  }

  /** Ends the trainer of the run under way at once; the run becomes `interrupted` and can be resumed. */
  stopNow(): void {
    this.#active?.worker.stopNow();
  }

  /** Continues a run that was stopped from its newest checkpoint, when its turn comes. */
  async resume(id: string): Promise<null> {
    this.#takeTurn(this.#requeue(id), false);
    return null;
  }

  /** As {@link resume}, but the run waits until {@link continueQueue}. */
  resumeLater(id: string): null {
    this.#queue.hold(this.#requeue(id));
    return null;
  }

  /** Waits until no trainer works on the run, and says how it stands. */
  async finished(id: string): Promise<RunSummary> {
    if (this.#active?.id === id) await this.#active.ended;
    return runSummary(this.#stored(id));
  }

  /** Before the project is closed: the run under way stops at a checkpoint, and is the first when the queue goes on. */
  async close(): Promise<void> {
    this.#closing = true;
    const active = this.#active;
    if (active === null) return;
    active.worker.cancel();
    await active.ended;
  }

  async #start(plan: TrainingPlan): Promise<{ readonly run: string }> {
    const run = await this.#queue.create(plan);
    this.#takeTurn(run, true);
    return { run: run.id };
  }

  #requeue(id: string): StoredRun {
    if (this.#active?.id === id) {
      throw new ExpectedFailure('busy', `Run ${id} is under way already.`);
    }
    return this.#queue.readmit(this.#stored(id));
  }

  /** Starts the run where it is its turn; it waits otherwise. */
  #takeTurn(run: StoredRun, planIsChecked: boolean): void {
    this.#startNext(planIsChecked ? run.id : null);
    if (this.#active?.id !== run.id) this.#announce(run.id);
  }

  /**
   * Starts the run whose turn it is, where none trains.
   *
   * @param checked run whose plan was checked just now
   */
  #startNext(checked: string | null = null): void {
    if (this.#closing || this.#active !== null || this.#parts.project.readOnly) return;
    const next = this.#queue.next((id) => this.#announce(id));
    if (next !== null) this.#launch(next, next.id === checked);
  }

  /** Works on the run in the background; how that ends is written to the run, never thrown. */
  #launch(run: StoredRun, planIsChecked: boolean): void {
    const { project, launcher, notify, weightsFile, libraryFolders = [] } = this.#parts;
    markStarted(project.database, run.seq, 'preparing', this.#stamp());
    const changed = (): void => this.#announce(run.id);
    const worker = new RunWorker({
      ...{ project, launcher, notify, weightsFile, libraryFolders },
      ...{ run, changed, planIsChecked },
    });
    const ended = worker
      .work()
      .then((end) => this.#queue.ended(run, end, this.#stopping()))
      .finally(() => {
        this.#active = null;
        changed();
        this.#startNext();
      });
    this.#active = { id: run.id, worker, ended, pausing: false };
    changed();
  }

  /** Why the run under way was asked to stop, where it was. */
  #stopping(): StopReason {
    if (this.#closing) return 'closing';
    return this.#active?.pausing === true ? 'pausing' : 'for-good';
  }

  #refuseReadOnly(): void {
    refuseReadOnly(this.#parts.project, 'nothing can be trained in it');
  }

  #stored(id: string): StoredRun {
    return storedRun(this.#parts.project.database, id);
  }

  #announce(id: string): void {
    this.#parts.notify('run.changed', { run: runSummary(this.#stored(id)) });
    this.#announceQueue();
  }

  #announceQueue(): void {
    this.#parts.notify('queue.changed', { queue: this.queue() });
  }

  #stamp(): string {
    return this.#now().toISOString();
  }
}
