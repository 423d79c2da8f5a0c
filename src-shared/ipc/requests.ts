import type { GroupNaming, ImportCorrections } from '../dataset/import-corrections';
import type { Verdict } from '../dataset/label';
import type { Ellipse } from '../labelling/ellipse';
import type { StudentPlan, TeacherPlan, TrainingPlan } from '../training/training-plan';
import type {
  GroupPreview,
  ImageSelection,
  ManyChange,
  ManySummary,
  PurgePreview,
  PurgeSummary,
  TextureChange,
} from './collection';
import type { BackupView } from './backup-views';
import type { LabelExportPlan } from './export-views';
import type { ImageChoice } from './image-choice';
import type { CleanKind, CleanSummary, DiskUse } from './disk-views';
import type { DuplicateQuery, DuplicateReport } from './duplicate-views';
import type { ChoosingRequests } from './choosing-requests';
import type { EvaluationDecisions } from './evaluation-views';
import type { ImageHistory } from './image-history';
import type { ImportPreview } from './import-views';
import type { InspectRequests } from './inspect-views';
import type { PlanRequests } from './plan-requests';
import type { DeploymentRequests } from './deployment-requests';
import type { LookRequests } from './look-views';
import type { ProposalRequests } from './proposal-views';
import type { Purpose } from './purposes';
import type { QueueView } from './queue-views';
import type { ReportRequests } from './report-requests';
import type { ReviewRequests } from './review-requests';
import type { PlanCheck, RunDetail, RunSummary } from './run-views';
import type { RunNotes, RunPage } from './run-page-views';
import type { SettingsRequests } from './settings-requests';
import type {
  AppState,
  BackupOffer,
  DoctorCheck,
  ImageDetail,
  ImageFilter,
  ImagePage,
  ProjectSummary,
  RestoredProject,
} from './views';
import type { WeightImport, WeightLibraryView } from './weights-views';

/** A source, and how to take it. */
export interface ImportArgument {
  source: string;
  /** An importer's name, or `auto`. */
  format: string;
  corrections: ImportCorrections;
}

/**
 * The one table of what the window can ask of main. Handlers, the preload's allow-list, the renderer's client and
 * the argument schemas all derive from it. Each takes exactly one argument object.
 */
export interface Requests
  extends
    SettingsRequests,
    LookRequests,
    ReviewRequests,
    DeploymentRequests,
    PlanRequests,
    InspectRequests,
    ProposalRequests,
    ReportRequests,
    ChoosingRequests {
  'app.state': { argument: Record<string, never>; result: AppState };
  /** Asked by the preload for what was dropped on the window; the answer comes as `app.dropped`. */
  'app.drop': { argument: { paths: string[]; leftOut: number }; result: null };
  /** Shows a system dialog; null when the user gives up. */
  'app.choose': {
    argument: { purpose: Purpose };
    result: { path: string | null };
  };
  'app.doctor': { argument: Record<string, never>; result: { checks: readonly DoctorCheck[] } };

  'project.create': { argument: { path: string }; result: ProjectSummary };
  /** Opens the project beside a folder of images, under its name; makes it where there is none. */
  'project.beside': { argument: { folder: string }; result: ProjectSummary };
  'project.open': { argument: { path: string }; result: ProjectSummary };
  'project.close': { argument: Record<string, never>; result: null };
  /** The newest backup of a project that does not open, where one is whole. */
  'project.newest-backup': { argument: { path: string }; result: { backup: BackupOffer | null } };
  /** Puts the newest whole backup in the place of the project's database, which is kept, and opens it. */
  'project.restore': { argument: { path: string }; result: RestoredProject };
  'project.summary': { argument: Record<string, never>; result: ProjectSummary };
  /** Fills the open project with generated textures; progress comes as `job.progress`. */
  'project.sample': {
    argument: { textures: number; ok: number; defective: number; size: number; seed: number };
    result: { job: string };
  };

  'import.preview': {
    argument: ImportArgument;
    result: ImportPreview;
  };
  /** Opens every image, and says what an import would do; nothing is written. */
  'import.check': { argument: ImportArgument; result: { job: string } };
  'import.start': { argument: ImportArgument; result: { job: string } };
  /** Stops long work, an import after the batch under way. */
  'job.cancel': { argument: { job: string }; result: null };

  /** Checks the open project through and through; changes nothing. */
  'project.verify': { argument: Record<string, never>; result: { job: string } };
  /** Of the open project, newest first. */
  'backups.list': {
    argument: Record<string, never>;
    result: { backups: readonly BackupView[] };
  };
  'backups.make': { argument: Record<string, never>; result: { backup: BackupView } };
  /** Makes a new project from a backup of the open one. */
  'backups.restore-into': {
    argument: { number: number; folder: string };
    result: { job: string };
  };

  /** What each format would hold of these images, and what it cannot. */
  'export.plans': {
    argument: { choice: ImageChoice };
    result: { plans: readonly LabelExportPlan[] };
  };
  'export.labels': {
    argument: { out: string; format: string; withImages: boolean; choice: ImageChoice };
    result: { job: string };
  };
  'archive.export': { argument: { file: string; choice: ImageChoice }; result: { job: string } };
  /** Unpacks and verifies an archive, and says what it holds for the open project; nothing is taken. */
  'archive.check': { argument: { file: string }; result: { job: string } };
  /** Takes it over; where both sides label an image, the project's label stays unless its hash is among `theirs`. */
  'archive.import': { argument: { file: string; theirs: string[] }; result: { job: string } };

  'images.page': {
    argument: { filter: ImageFilter; offset: number; limit: number };
    result: ImagePage;
  };
  'images.get': { argument: { imageId: number }; result: ImageDetail };
  /** Reads its stored file through; fails with `project-damaged` where that is gone or has changed. */
  'images.check-file': { argument: { imageId: number }; result: null };
  /** Who did what to this image, when. */
  'images.history': { argument: { imageId: number }; result: ImageHistory };
  /** The images before and after this one under the filter; null at the ends. */
  'images.neighbours': {
    argument: { imageId: number; filter: ImageFilter };
    result: { previous: number | null; next: number | null; position: number; total: number };
  };

  /** One gesture, as is the next: all of them or, where one cannot be, none. */
  'labels.add-ellipses': { argument: { imageId: number; shapes: Ellipse[] }; result: ImageDetail };
  'labels.change-ellipses': {
    argument: { imageId: number; changes: { ellipseId: number; shape: Ellipse }[] };
    result: ImageDetail;
  };
  'labels.delete-ellipses': {
    argument: { imageId: number; ellipseIds: number[] };
    result: ImageDetail;
  };
  /** `ok` on an image with ellipses fails with `bad-input` unless `deleteEllipses`. */
  'labels.set-verdict': {
    argument: { imageId: number; verdict: Verdict; deleteEllipses: boolean };
    result: ImageDetail;
  };
  /** Takes back, or does again, the newest change of labels or of the collection, all of it; says what it touched. */
  'labels.undo': { argument: Record<string, never>; result: UndoneView };
  'labels.redo': { argument: Record<string, never>; result: UndoneView };

  /** One gesture, however many images; progress comes as `images.changing`. */
  'images.change-many': {
    argument: { selection: ImageSelection; change: ManyChange };
    result: ManySummary;
  };
  /** Stops what changes many images after the bite under way. */
  'images.stop-changing': { argument: Record<string, never>; result: null };
  'images.purge-preview': { argument: Record<string, never>; result: PurgePreview };
  /** Takes the excluded images out for good; it cannot be undone. */
  'images.purge': { argument: Record<string, never>; result: PurgeSummary };

  /** Groups by the names of the images, or from a table. */
  'groups.preview': {
    argument: { selection: ImageSelection; naming: GroupNaming };
    result: GroupPreview;
  };
  'groups.set': {
    argument: { selection: ImageSelection; naming: GroupNaming };
    result: ManySummary;
  };

  /** Near-duplicates; makes the hashes that are missing, with progress as `images.changing`. */
  'duplicates.find': { argument: { query: DuplicateQuery }; result: DuplicateReport };
  'duplicates.group': {
    argument: { query: DuplicateQuery; onlyAcross: boolean };
    result: ManySummary;
  };

  /** Looks at every file of the project. */
  'disk.use': { argument: Record<string, never>; result: DiskUse };
  /** Removes; it cannot be undone. */
  'disk.clean': { argument: { kinds: CleanKind[] }; result: CleanSummary };

  /** The sets of pretrained weights of this user. */
  'weights.list': { argument: Record<string, never>; result: WeightLibraryView };
  /** Reads a weight file, layer by layer; null recognises its network. Nothing is kept. */
  'weights.inspect': {
    argument: { file: string; architecture: string | null };
    result: { job: string };
  };
  'weights.import': { argument: WeightImport; result: { job: string } };
  'weights.remove': { argument: { name: string }; result: WeightLibraryView };

  'textures.add': { argument: { name: string }; result: ProjectSummary };
  'textures.change': {
    argument: { textureId: number; change: TextureChange };
    result: ProjectSummary;
  };
  /** Every texture once. */
  'textures.order': { argument: { textureIds: number[] }; result: ProjectSummary };
  'textures.merge': { argument: { from: number; into: number }; result: ManySummary };

  'runs.list': { argument: Record<string, never>; result: { runs: readonly RunSummary[] } };
  'runs.get': { argument: { run: string }; result: RunDetail };
  /** What stands on a run's page beside its live figures. */
  'runs.page': { argument: { run: string }; result: RunPage };
  /** The whole log, oldest line first. */
  'runs.log': { argument: { run: string }; result: { lines: readonly string[] } };
  'runs.set-notes': { argument: { run: string; notes: string }; result: RunNotes };
  /** What the network decided at one of its evaluations. */
  'runs.decisions': {
    argument: { run: string; trial: number; iteration: number };
    result: EvaluationDecisions;
  };
  'runs.check-plan': { argument: { plan: TrainingPlan }; result: PlanCheck };
  /** Starts it, or lets it wait in the queue; so does the next. */
  'runs.start-teacher': { argument: { plan: TeacherPlan }; result: { run: string } };
  'runs.start-student': { argument: { plan: StudentPlan }; result: { run: string } };
  'runs.cancel': { argument: { run: string }; result: null };
  'runs.resume': { argument: { run: string }; result: null };
  /** It keeps its place in the queue; one that trains stops at a checkpoint. */
  'runs.pause': { argument: { run: string }; result: null };
  /** Place 1 is the first of those that wait. */
  'runs.move': { argument: { run: string; place: number }; result: QueueView };
  'queue.list': { argument: Record<string, never>; result: QueueView };
  /** What an earlier opening of the project left goes on, or is paused. */
  'queue.continue': { argument: { goOn: boolean }; result: QueueView };
}

/** What undo or redo did. */
export interface UndoneView {
  /** False where there was nothing to undo, or to do again. */
  readonly found: boolean;
  /** The image that it touched; null for none, or many. */
  readonly imageId: number | null;
  readonly images: number;
}

export type RequestName = keyof Requests;
export type RequestArgument<N extends RequestName> = Requests[N]['argument'];
export type RequestResult<N extends RequestName> = Requests[N]['result'];
