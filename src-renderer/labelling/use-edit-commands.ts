import { ref, shallowRef, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { assertNever } from '../../src-shared/assert-never';
import type { ImageDetail, LabelledEllipse } from '../../src-shared/ipc/views';
import type { Bounds, Ellipse } from '../../src-shared/labelling/ellipse';
import { copiesFor, placedEllipse } from '../../src-shared/labelling/ellipse-copies';
import { growEllipse, moveEllipse } from '../../src-shared/labelling/ellipse-edit';
import { rotateGroup } from '../../src-shared/labelling/ellipse-group';
import { useLabellingStore } from '../stores/labelling-store';
import { useMessageStore } from '../stores/message-store';
import { useProjectStore } from '../stores/project-store';
import type { EditCommand } from './label-keys';
import type { StageTool } from './stage-gesture';
import { afterStep, type Selection } from './stage-selection';
import { useNudge, type Nudge } from './use-nudge';

/** What was copied; it outlives the image view, so that it can be pasted on any image. */
const clipboard = shallowRef<readonly Ellipse[]>([]);
/** Whether ellipses go along to the next image that has no label. */
const carriesOver = ref(false);

/** CSS pixels that the arrows move the picture by while no ellipse is selected. */
const panStep = 40;

export interface EditCommands {
  readonly tool: Ref<StageTool>;
  readonly carriesOver: Ref<boolean>;
  readonly nudge: Nudge;
  /** @returns false where the key is left to the page. */
  run(command: EditCommand): boolean;
  add(shapes: readonly Ellipse[]): Promise<void>;
  remove(ellipseIds: readonly number[]): Promise<void>;
  /** Changes the selected ellipses, as keys do: stored when {@link Nudge.commit} is called. */
  edit(how: (shapes: readonly Ellipse[]) => readonly Ellipse[]): void;
  /** Takes the ellipses of the image that was left along to the one that is open now, where that has no label. */
  carryOver(from: ImageDetail | null): Promise<void>;
}

/** The part of the stage that commands need. */
interface Stage {
  visible(): Bounds;
  pan(dx: number, dy: number): void;
  hasFocus(): boolean;
}

interface Situation {
  stage(): Stage | null;
  /** What is on the stage, also what is proposed (numbers below 0). */
  ellipses(): readonly LabelledEllipse[];
  selection(): Selection;
  select(selection: Selection): void;
  /** Keeps new shapes of ellipses on the stage, in one gesture. */
  change(changed: readonly LabelledEllipse[]): Promise<void>;
}

/** Everything that keys and buttons do to ellipses. */
export function useEditCommands(situation: Situation): EditCommands {
  const { t } = useI18n();
  const store = useLabellingStore();
  const project = useProjectStore();
  const messages = useMessageStore();
  const tool = ref<StageTool>('select');
  const nudge = useNudge((changed) => void situation.change(changed));

  async function add(shapes: readonly Ellipse[]): Promise<void> {
    nudge.commit();
    if (shapes.length === 0 || project.readOnly) return;
    const drawnWith = tool.value;
    // At once, so that the key for the next ellipse means the next one.
    tool.value = 'select';
    const stored = await messages.attempt(() => store.addEllipses(shapes));
    if (!stored.ok) tool.value = drawnWith;
  }

  async function remove(ellipseIds: readonly number[]): Promise<void> {
    nudge.commit();
    if (ellipseIds.length === 0 || project.readOnly) return;
    await messages.attempt(() => store.deleteEllipses(ellipseIds));
  }

  function edit(how: (shapes: readonly Ellipse[]) => readonly Ellipse[]): void {
    const selection = situation.selection();
    const selected = situation.ellipses().filter(({ id }) => selection.includes(id));
    if (selected.length > 0 && !project.readOnly) nudge.change(selected, how);
  }

  function selectedShapes(): readonly Ellipse[] {
    nudge.commit();
    return store.selectedEllipses.map(({ shape }) => shape);
  }

  /** Copies onto the open image, as far as they reach it. */
  function addCopies(shapes: readonly Ellipse[]): void {
    if (store.detail === null || project.readOnly || shapes.length === 0) return;
    const existing = store.ellipses.map(({ shape }) => shape);
    const copies = copiesFor(shapes, existing, store.detail);
    if (copies.length < shapes.length) {
      messages.succeed(t('edit.beyond', { count: shapes.length - copies.length }));
    }
    void add(copies);
  }

  async function carryOver(from: ImageDetail | null): Promise<void> {
    const to = store.detail;
    if (!carriesOver.value || project.readOnly || from === null || to === null) return;
    // An image that somebody has judged is never changed unasked.
    const bare = to.verdict === 'unlabelled' && to.ellipses.length === 0;
    if (from.id === to.id || !bare || from.ellipses.length === 0) return;
    const shapes = copiesFor(
      from.ellipses.map(({ shape }) => shape),
      [],
      to,
    );
    if (shapes.length === 0) return;
    await add(shapes);
    messages.succeed(t('edit.carried', { count: shapes.length, name: from.name }));
  }

  /** Keys that also serve the page: they are meant for ellipses while no control has the focus. */
  function stageHasKeys(): boolean {
    return situation.stage()?.hasFocus() === true || document.activeElement === document.body;
  }

  function run(command: EditCommand): boolean {
    switch (command.kind) {
      case 'delete':
        void remove(store.selection);
        return true;
      case 'nudge': {
        const { dx, dy } = command;
        if (situation.selection().length === 0)
          situation.stage()?.pan(-panStep * dx, -panStep * dy);
        else edit((shapes) => shapes.map((shape) => moveEllipse(shape, dx, dy)));
        return true;
      }
      case 'turn':
        edit((shapes) => rotateGroup(shapes, command.by));
        return true;
      case 'grow':
        edit((shapes) => shapes.map((shape) => growEllipse(shape, command.axis, command.by)));
        return true;
      case 'place': {
        const seen = situation.stage()?.visible();
        if (tool.value === 'select' || seen === undefined || !stageHasKeys()) return false;
        addCopies([placedEllipse(seen)]);
        return true;
      }
      case 'select-step': {
        const next = afterStep(situation.selection(), situation.ellipses(), command.by);
        if (!stageHasKeys() || next === null) return false;
        nudge.commit();
        situation.select(next);
        return true;
      }
      case 'select-all':
        situation.select(store.ellipses.map(({ id }) => id));
        return true;
      case 'copy':
        // Text that is marked on the page is what Ctrl+C means.
        if (store.selection.length === 0 || document.getSelection()?.isCollapsed === false) {
          return false;
        }
        clipboard.value = selectedShapes();
        return true;
      case 'paste':
        addCopies(clipboard.value);
        return true;
      case 'duplicate':
        addCopies(selectedShapes());
        return true;
      case 'carry-over':
        carriesOver.value = !carriesOver.value;
        return true;
      default:
        return assertNever(command);
    }
  }

  return { tool, carriesOver, nudge, run, add, remove, edit, carryOver };
}
