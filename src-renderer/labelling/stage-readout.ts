import { angleText } from './ellipse-numbers';
import type { Gesture } from './stage-gesture';

/** What is read beside the pointer while it draws or edits; null where there is nothing to say. */
export function gestureText(gesture: Gesture | null): string | null {
  switch (gesture?.kind) {
    case undefined:
    case 'boxing':
      return null;
    case 'axis': {
      const [dx, dy] = [gesture.to.x - gesture.from.x, gesture.to.y - gesture.from.y];
      if (dx === 0 && dy === 0) return null;
      return `${Math.hypot(dx, dy).toFixed(1)} px · ${angleText(Math.atan2(dy, dx))}`;
    }
    case 'drawing':
    case 'width':
      return gesture.shape === null ? null : semiAxes(gesture.shape);
    case 'resizing':
    case 'moving':
    case 'turning': {
      const [first] = gesture.shapes;
      if (first === undefined) return null;
      if (gesture.kind === 'turning') return angleText(first.shape.angle);
      if (gesture.kind === 'resizing') return semiAxes(first.shape);
      // Of several, how far they go says more than where one of them is.
      const from = gesture.originals[0]?.shape ?? first.shape;
      return gesture.shapes.length === 1
        ? `x ${first.shape.x.toFixed(1)}  y ${first.shape.y.toFixed(1)}`
        : `${signed(first.shape.x - from.x)}, ${signed(first.shape.y - from.y)} px`;
    }
  }
}

function semiAxes({ a, b }: { readonly a: number; readonly b: number }): string {
  return `${a.toFixed(1)} × ${b.toFixed(1)} px`;
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(1)}`;
}
