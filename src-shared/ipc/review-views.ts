/** A note on an image or on one of its ellipses. */
export interface ImageNote {
  readonly id: number;
  /** null: on the whole image. The ellipse may be gone. */
  readonly ellipseId: number | null;
  readonly text: string;
  readonly who: string;
  /** ISO 8601. */
  readonly at: string;
}

/** A note before it is stored. */
export interface NewNote {
  readonly ellipseId: number | null;
  readonly text: string;
}

/** Who said something, and when (ISO 8601). */
export interface SignedView {
  readonly by: string;
  readonly at: string;
}

/** How far an image has been looked at, and by whom. */
export interface ReviewView {
  /** null: nobody labelled it here; it has no label, or was imported with one. */
  readonly labelled: SignedView | null;
  /** Who reviewed or disputed it. */
  readonly reviewed: SignedView | null;
  /** Why who sits here may not call it reviewed; null where they may. */
  readonly refusal: 'no-label' | 'own-label' | null;
  /** Oldest first. */
  readonly notes: readonly ImageNote[];
}
