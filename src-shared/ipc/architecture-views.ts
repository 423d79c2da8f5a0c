/** An architecture that a plan can name. */
export interface ArchitectureView {
  readonly name: string;
  readonly title: string;
  /** Learnable numbers for the classes and the patch that were asked for; null where the patch is too small for it. */
  readonly parameters: number | null;
  /** Blocks that can be frozen. */
  readonly blocks: number;
  /** The network whose pretrained convolutions fit it. */
  readonly convolutions: string | null;
}
