import { ExpectedFailure } from '../../src-shared/ipc/failure';
import type { QueueView } from '../../src-shared/ipc/queue-views';
import type { TrainingPlan } from '../../src-shared/training/training-plan';
import { english } from '../../src-shared/sentences/english';
import { said } from '../../src-shared/sentences/sentence';
import {
  appendToQueue,
  isQueued,
  leaveQueue,
  orderQueue,
  queuedRuns,
} from '../database/queue-queries';
import {
  findRun,
  insertRun,
  markEnded,
  markWaiting,
  runSummary,
  type StoredRun,
} from '../database/run-queries';
import type { OpenProject } from './project-service';
import { refuseReadOnly } from './refuse-read-only';
import { resolvedPlan } from './resolved-plan';
import { storedRun } from './stored-run';
import type { RunEnd } from './run-end';
import { checkPlan, refuseProblems } from './run-plan-check';

/** Whether a run can start now; `never` is told with the state that it gets, and the sentence why. */
type Readiness =
  | { readonly kind: 'ready' }
  | { readonly kind: 'waits'; readonly for: string }
  | { readonly kind: 'never'; readonly state: 'failed' | 'paused'; readonly message: string };

/** Why a run that was asked to stop was asked. */
export type StopReason = 'for-good' | 'pausing' | 'closing';

/** States in which a run of the queue waits for its turn. */
const waitingStates: readonly StoredRun['state'][] = ['waiting', 'interrupted'];

/**
 * The order in which the runs of a project train. It is kept in the database; what an earlier opening left in it is
 * held back until the user was asked.
 */
export class RunQueue {
  readonly #project: OpenProject;
  /** Ids of runs that start only once the user says so. */
  readonly #held: Set<string>;

  constructor(project: OpenProject) {
    this.#project = project;
    this.#held = new Set(this.#waiting().map(({ id }) => id));
  }

  view(): QueueView {
    return {
      entries: queuedRuns(this.#project.database).map((run) => {
        const readiness = this.#readiness(run);
        return {
          run: runSummary(run),
          waitsFor: readiness.kind === 'waits' ? readiness.for : null,
          leftOver: this.#held.has(run.id),
        };
      }),
    };
  }

  /**
   * Stores a new run at the end of the queue.
   *
   * @throws ExpectedFailure `bad-input` where the plan's check found problems; `read-only`
   */
  async create(asked: TrainingPlan): Promise<StoredRun> {
    const { database } = this.#project;
    refuseReadOnly(this.#project, 'nothing can be trained in it');
    refuseProblems(await checkPlan(this.#project, asked));
    const teacher = asked.kind === 'student' ? storedRun(database, asked.teacherRun) : null;
    // What a student sees is known once its teacher has frozen it; its epochs are counted then.
    const plan =
      teacher !== null && teacher.snapshotHash === null
        ? asked
        : await resolvedPlan(this.#project, asked);
    return database.transaction(() => {
      const { id } = insertRun(database, {
        plan,
        teacherSeq: teacher?.seq ?? null,
        now: this.#stamp(),
        state: 'waiting',
      });
      const run = storedRun(database, id);
      this.#add(run);
      return run;
    })();
  }

  /**
   * Gives a run that was stopped its turn again: at its place, or at the end where it has none.
   *
   * @throws ExpectedFailure `wrong-use` where it is done; `not-ready` where its teacher is not; `read-only`
   */
  readmit(run: StoredRun): StoredRun {
    refuseReadOnly(this.#project, 'nothing can be trained in it');
    if (run.state === 'done') {
      throw new ExpectedFailure('wrong-use', `Run ${run.id} is done; there is nothing to resume.`);
    }
    const readiness = this.#readiness(run);
    if (readiness.kind === 'never') throw new ExpectedFailure('not-ready', readiness.message);
    this.#add(run);
    return run;
  }

  has(run: StoredRun): boolean {
    return isQueued(this.#project.database, run.seq);
  }

  /** Lets a run wait until {@link release}. */
  hold(run: StoredRun): void {
    this.#held.add(run.id);
  }

  /** What an earlier opening left may start. */
  release(): void {
    this.#held.clear();
  }

  /** What an earlier opening left is paused, and is not asked for again. Gives these runs. */
  pauseHeld(): readonly StoredRun[] {
    const paused = this.#waiting().filter(({ id }) => this.#held.has(id));
    for (const run of paused) this.pause(run, english(said('runPausedAtClose')));
    this.#held.clear();
    return paused;
  }

  /** A run that waits keeps its place, and is passed over until it is resumed. */
  pause(run: StoredRun, message: string): void {
    this.#held.delete(run.id);
    markEnded(this.#project.database, run.seq, 'paused', message, this.#stamp());
  }

  /** Writes how a run ended; it leaves the queue unless it was stopped to go on in its place. */
  ended(run: StoredRun, { state, message }: RunEnd, stopping: StopReason): void {
    const { database } = this.#project;
    if (state === 'cancelled' && stopping === 'pausing') {
      this.pause(run, english(said('runPaused')));
    } else if (state === 'cancelled' && stopping === 'closing') {
      const left = english(said('runLeft'));
      markEnded(database, run.seq, 'interrupted', left, this.#stamp());
    } else {
      this.#held.delete(run.id);
      database.transaction(() => {
        markEnded(database, run.seq, state, message, this.#stamp());
        leaveQueue(database, run.seq);
      })();
    }
  }

  /**
   * @param place 1 is the first of those that do not train; beyond the last is the last
   */
  move(run: StoredRun, place: number): void {
    const { database } = this.#project;
    const queued = queuedRuns(database);
    const atWork = queued.filter(({ state }) => state === 'preparing' || state === 'running');
    const others = queued.filter((other) => !atWork.includes(other) && other.seq !== run.seq);
    others.splice(place - 1, 0, run);
    orderQueue(
      database,
      [...atWork, ...others].map(({ seq }) => seq),
    );
  }

  /**
   * The run whose turn it is; null where nothing can start. Students that wait in vain leave their turn on the way.
   *
   * @param onSettled told of each of those
   */
  next(onSettled: (id: string) => void): StoredRun | null {
    for (const run of this.#waiting()) {
      if (this.#held.has(run.id)) continue;
      const readiness = this.#readiness(run);
      if (readiness.kind === 'ready') return run;
      if (readiness.kind === 'never') {
        const { state, message } = readiness;
        if (state === 'paused') this.pause(run, message);
        else this.ended(run, { state, message }, 'for-good');
        onSettled(run.id);
      }
    }
    return null;
  }

  #add(run: StoredRun): void {
    const { database } = this.#project;
    this.#held.delete(run.id);
    database.transaction(() => {
      appendToQueue(database, run.seq);
      markWaiting(database, run.seq);
    })();
  }

  #waiting(): readonly StoredRun[] {
    return queuedRuns(this.#project.database).filter(({ state }) => waitingStates.includes(state));
  }

  /** A student needs the models of as many trials of its teacher as it has itself. */
  #readiness({ plan, teacherRun }: StoredRun): Readiness {
    const { database } = this.#project;
    const teacher = teacherRun === null ? null : findRun(database, teacherRun);
    if (teacher === null || teacher.trialsDone >= plan.trials) return { kind: 'ready' };
    if (isQueued(database, teacher.seq)) return { kind: 'waits', for: teacher.id };
    if (teacher.state === 'failed' || teacher.state === 'done') {
      return {
        kind: 'never',
        state: 'failed',
        message:
          `Its teacher ${teacher.id} failed, so there is nothing to learn from. ${teacher.message ?? ''}`.trim(),
      };
    }
    return {
      kind: 'never',
      state: 'paused',
      message: `Its teacher ${teacher.id} was stopped; resume the teacher, then this student.`,
    };
  }

  #stamp(): string {
    return this.#project.now().toISOString();
  }
}
