import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import type { LabelledEllipse } from '../../src-shared/ipc/views';
import type { Ellipse } from '../../src-shared/labelling/ellipse';
import type { Point } from '../../src-shared/labelling/ellipse-edit';
import {
  beginDrawing,
  beginEditing,
  changedShapes,
  continueGesture,
  type Gesture,
  type Held,
  type StageTool,
} from './stage-gesture';
import { afterBox, afterClick, type Selection } from './stage-selection';
import { targetAt } from './stage-target';
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
  readonly selection: Readonly<Ref<Selection>>;
  readonly tool: Readonly<Ref<StageTool>>;
  readonly readOnly: Readonly<Ref<boolean>>;
  select(selection: Selection): void;
  add(shape: Ellipse): void;
  change(changed: readonly LabelledEllipse[]): void;
}

/** How the press began that may turn out to be a click. */
interface Press {
  readonly at: Point;
  readonly before: Selection;
  readonly under: readonly number[];
  readonly additive: boolean;
  moved: boolean;
}

const leftButton = 0;
const middleButton = 1;
/** Bits of `PointerEvent.buttons`. */
const leftBit = 1;
const middleBit = 4;
/** CSS pixels that a press may wander and still be a click: a hand is not that still. */
const clickWander = 3;

/** Pointer on the stage: draws, selects, moves, resizes and turns; pans at any moment, also while drawing. */
export function useStageGestures(stage: StageViewport, situation: Situation): StageGestures {
  const gesture = shallowRef<Gesture | null>(null);
  const pointer = shallowRef<Point | null>(null);
  const panning = ref(false);
  const space = ref(false);
  let press: Press | null = null;
  /** Selected by clicking through a pile: a drag there is meant for it, not for what is on top. */
  let reached: number | null = null;

  const chosen = computed(() =>
    situation.ellipses.value.filter(({ id }) => situation.selection.value.includes(id)),
  );
  const target = computed(() => {
    if (pointer.value === null) return { kind: 'nothing' } as const;
    const at = toImage(stage.viewport.value, pointer.value);
    const alone = chosen.value.length === 1 ? (chosen.value[0] ?? null) : null;
    return targetAt(at, situation.ellipses.value, alone, stage.viewport.value.scale);
  });

  const cursor = computed(() => {
    if (panning.value) return 'grabbing';
    if (space.value) return 'grab';
    if (situation.tool.value !== 'select') return 'crosshair';
    const kind = gesture.value?.kind ?? target.value.kind;
    if (kind === 'turn' || kind === 'turning') return 'alias';
    if (kind === 'handle' || kind === 'resizing') return 'pointer';
    return kind === 'ellipses' || kind === 'moving' ? 'move' : 'default';
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
    press = { at, before: situation.selection.value, under: [], additive: false, moved: false };
    const { tool, readOnly } = situation;
    if (tool.value === 'select') return beginOn(event, from);
    // The second and third of three points go on with what the first began.
    if (!readOnly.value) gesture.value ??= beginDrawing(tool.value, from);
  }

  function beginOn(event: PointerEvent, from: Point): void {
    if (press === null) return;
    const found = target.value;
    const additive = event.shiftKey || ((event.ctrlKey || event.metaKey) && !event.altKey);
    if (found.kind === 'handle' || found.kind === 'turn') {
      const how =
        found.kind === 'turn'
          ? { kind: 'turning' as const }
          : { kind: 'resizing' as const, handle: found.handle };
      if (!situation.readOnly.value) gesture.value = beginEditing(how, chosen.value, from);
      return;
    }
    if (found.kind === 'nothing') {
      if (!additive) situation.select([]);
      press = { ...press, additive };
      gesture.value = { kind: 'boxing', from, to: from };
      return;
    }
    const under = found.under.map(({ id }) => id);
    press = { ...press, under, additive };
    const [top] = found.under;
    const dragged = found.under.find(({ id }) => id === reached) ?? top;
    if (!press.before.includes(dragged.id)) {
      situation.select(additive ? [...press.before, dragged.id] : [dragged.id]);
    }
    if (situation.readOnly.value) return;
    const group = press.before.includes(dragged.id) || additive;
    const with_ = group ? chosen.value.filter(({ id }) => id !== dragged.id) : [];
    gesture.value = beginEditing({ kind: 'moving' }, [...with_, dragged], from);
  }

  function move(event: PointerEvent): void {
    const at = onStage(event);
    const before = pointer.value ?? at;
    pointer.value = at;
    // A button pressed or let go while another one is held comes as a movement.
    const middle = (event.buttons & middleBit) !== 0;
    const left = (event.buttons & leftBit) !== 0;
    if (panning.value || middle || (gesture.value !== null && space.value && left)) {
      stage.pan(at.x - before.x, at.y - before.y);
    }
    if (gesture.value === null) return;
    if (press !== null && !left) return end(event);
    if (press !== null && Math.hypot(at.x - press.at.x, at.y - press.at.y) > clickWander) {
      press.moved = true;
    }
    const waits = gesture.value.kind === 'moving' || gesture.value.kind === 'boxing';
    if (waits && press?.moved !== true) return;
    gesture.value = continueGesture(
      gesture.value,
      toImage(stage.viewport.value, at),
      heldIn(event),
    );
  }

  function up(event: PointerEvent): void {
    panning.value = false;
    if (press !== null) end(event);
  }

  /** The left button was let go. */
  function end(event: PointerEvent): void {
    const ended = gesture.value;
    const pressed = press;
    press = null;
    if (pressed === null) return;
    if (ended?.kind === 'axis') return endAxis(ended, event);
    gesture.value = null;
    if (ended?.kind === 'drawing' || ended?.kind === 'width') {
      if (ended.shape !== null) situation.add(ended.shape);
    } else if (ended?.kind === 'boxing') {
      if (pressed.moved) box(ended, pressed);
    } else if (ended !== null && (ended.kind !== 'moving' || pressed.moved)) {
      const changed = changedShapes(ended);
      if (changed.length > 0) situation.change(changed);
    } else if (pressed.under.length > 0) {
      const selection = afterClick(pressed.before, pressed.under, pressed.additive);
      situation.select(selection);
      reached = selection.length === 1 ? (selection[0] ?? null) : null;
    }
  }

  /** Dragged, or clicked a second time, it is an axis, and the width follows; after one click its other end does. */
  function endAxis(axis: Gesture & { kind: 'axis' }, event: PointerEvent): void {
    const away = Math.hypot(axis.to.x - axis.from.x, axis.to.y - axis.from.y);
    if (away * stage.viewport.value.scale <= clickWander) return;
    const at = toImage(stage.viewport.value, onStage(event));
    gesture.value = continueGesture({ ...axis, kind: 'width', shape: null }, at, heldIn(event));
  }

  function box({ from, to }: Gesture & { kind: 'boxing' }, { before, additive }: Press): void {
    situation.select(afterBox(before, situation.ellipses.value, from, to, additive));
  }

  function leave(): void {
    if (gesture.value === null && !panning.value) pointer.value = null;
  }

  function cancel(): boolean {
    const was = gesture.value !== null;
    gesture.value = null;
    press = null;
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
