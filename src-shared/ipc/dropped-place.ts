/** What was dropped on the window, as what it can be used. */
export interface DroppedPlace {
  /** `folder`: images to import; of a file that is no archive, the folder that holds it. */
  readonly kind: 'project' | 'folder' | 'archive';
  /** Absolute. */
  readonly path: string;
}
