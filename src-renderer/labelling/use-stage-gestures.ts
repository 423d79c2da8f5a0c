import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import type { LabelledEllipse } from '../../src-shared/ipc/views';
import type { Ellipse } from '../../src-shared/labelling/ellipse';
import type { Point } from '../../src-shared/labelling/ellipse-edit';
import { beginGesture, continueGesture, targetAt, type Gesture, type Held } from './stage-gesture';
import { toImage } from './stage-viewport';
import type { StageViewport } from './use-stage-viewport';

export interface StageGestures {
  readonly gesture: ShallowRef<Gesture | null>;
  readonly panning: Ref<boolean>;
  /** Where the pointer is, CSS pixels on the stage; null while it is elsewhere. */
  readonly pointer: ShallowRef<Point | null>;
  readonly cursor: ComputedRef<string>;
  down(event: PointerEvent): void;
  move(event: PointerEvent): void;
  up(event: PointerEvent): void;
  leave(): void;
  /** Gives up what is being drawn or dragged; says whether there was anything. */
  cancel(): boolean;
  holdSpace(held: boolean): void;
}

interface Situation {
  readonly ellipses: Readonly<Ref<readonly LabelledEllipse[]>>;
  readonly selected: Readonly<Ref<LabelledEllipse | null>>;
  readonly drawing: Readonly<Ref<boolean>>;
  readonly readOnly: Readonly<Ref<boolean>>;
  select(ellipseId: number | null): void;
  add(shape: Ellipse): void;
  change(ellipseId: number, shape: Ellipse): void;
}

const leftButton = 0;
const middleButton = 1;

/** Pointer on the stage: draws, selects, moves, resizes and turns; pans at any moment, also while drawing. */
export function useStageGestures(stage: StageViewport, situation: Situation): StageGestures {
  const gesture = shallowRef<Gesture | null>(null);
  const pointer = shallowRef<Point | null>(null);
  const panning = ref(false);
  const space = ref(false);

  const target = computed(() => {
    if (pointer.value === null) return { kind: 'nothing' } as const;
    const at = toImage(stage.viewport.value, pointer.value);
    const { ellipses, selected } = situation;
    return targetAt(at, ellipses.value, selected.value, stage.viewport.value.scale);
  });

  const cursor = computed(() => {
    if (panning.value) return 'grabbing';
    if (space.value) return 'grab';
    if (situation.drawing.value) return 'crosshair';
    const kind = gesture.value?.kind ?? target.value.kind;
    if (kind === 'turn' || kind === 'turning') return 'alias';
    if (kind === 'handle' || kind === 'resizing') return 'pointer';
    return kind === 'ellipse' || kind === 'moving' ? 'move' : 'default';
  });

  function down(event: PointerEvent): void {
    const at = onStage(event);
    pointer.value = at;
    if (event.currentTarget instanceof Element)
      event.currentTarget.setPointerCapture(event.pointerId);
    if (event.button === middleButton || (event.button === leftButton && space.value)) {
      // Keeps the middle button from starting the page's own scrolling.
      event.preventDefault();
      panning.value = true;
      return;
    }
    if (event.button !== leftButton) return;
    const from = toImage(stage.viewport.value, at);
    if (situation.drawing.value) {
      if (!situation.readOnly.value) gesture.value = { kind: 'drawing', from, shape: null };
      return;
    }
    const under = target.value;
    if (under.kind === 'nothing') situation.select(null);
    if (under.kind === 'ellipse') situation.select(under.ellipse.id);
    if (!situation.readOnly.value) {
      gesture.value = beginGesture(under, situation.selected.value, from);
    }
  }

  function move(event: PointerEvent): void {
    const at = onStage(event);
    const before = pointer.value ?? at;
    pointer.value = at;
    if (panning.value || (gesture.value !== null && space.value)) {
      stage.pan(at.x - before.x, at.y - before.y);
      if (gesture.value === null) return;
    }
    if (gesture.value === null) return;
    const to = toImage(stage.viewport.value, at);
    gesture.value = continueGesture(gesture.value, to, heldIn(event));
  }

  function up(event: PointerEvent): void {
    if (panning.value && (event.button === middleButton || gesture.value === null)) {
      panning.value = false;
      return;
    }
    const ended = gesture.value;
    gesture.value = null;
    panning.value = false;
    if (ended === null || ended.shape === null) return;
    if (ended.kind === 'drawing') situation.add(ended.shape);
    else if (ended.shape !== ended.original && differs(ended.shape, ended.original)) {
      situation.change(ended.ellipseId, ended.shape);
    }
  }

  function leave(): void {
    if (gesture.value === null && !panning.value) pointer.value = null;
  }

  function cancel(): boolean {
    const was = gesture.value !== null;
    gesture.value = null;
    return was;
  }

  function holdSpace(held: boolean): void {
    space.value = held;
  }

  return { gesture, panning, pointer, cursor, down, move, up, leave, cancel, holdSpace };
}

function heldIn(event: PointerEvent): Held {
  return { shift: event.shiftKey, centre: event.ctrlKey && event.altKey };
}

/** Offset from the element that listens, whatever child of it is hit. */
function onStage(event: PointerEvent): Point {
  if (!(event.currentTarget instanceof Element)) return { x: event.offsetX, y: event.offsetY };
  const box = event.currentTarget.getBoundingClientRect();
  return { x: event.clientX - box.left, y: event.clientY - box.top };
}

function differs(one: Ellipse, other: Ellipse): boolean {
  return (
    one.x !== other.x ||
    one.y !== other.y ||
    one.a !== other.a ||
    one.b !== other.b ||
    one.angle !== other.angle
  );
}
