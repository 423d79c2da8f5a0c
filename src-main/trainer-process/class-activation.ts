import type { StudentPlan, TeacherPlan } from '../../src-shared/training/training-plan';
import { elementCount } from '../../src-shared/training/element-count';
import { outputShapes } from './architectures/architecture';
import { tensorOf, valuesOf, type Tensor } from './kernels/tensorflow';
import { fromWeights, layersOf, tensorFrom } from './model-file';
import { Network } from './network';
import { pixelInput } from './patch-input';
import type { DrawnPatch, PatchPixels } from './patch-pixels';

/** What a network says of one patch, and where in it that comes from. */
export interface SeenPatch {
  readonly logits: readonly number[];
  /** Class activation of a texture's defective class, rows × columns values ≥ 0. */
  readonly activation: (texture: number) => Float32Array;
}

/**
 * A model cut after its last convolution, for class activation maps weighted by gradients (Selvaraju et al., "Grad-CAM",
 * 2017): with A_k the k-th channel of that convolution's output (after bias and ReLU, before any pooling) and z the
 * logit of the defective class less that of the same texture's sound class, α_k is the mean of ∂z/∂A_k over the patch,
 * and the map is max(0, Σ_k α_k A_k). The sound class is taken off since both logits rise with what tells the texture.
 */
export class ClassActivation {
  private constructor(
    private readonly body: Network,
    private readonly head: Network,
    /** Of one patch's map. */
    readonly rows: number,
    readonly columns: number,
    private readonly channels: number,
  ) {}

  /** @throws ExpectedFailure `bad-input` where the file is no model of that network */
  static read(path: string, plan: TeacherPlan | StudentPlan, textures: number): ClassActivation {
    return fromWeights(path, 'model', (file) => {
      const layers = layersOf(plan, textures);
      const cut = layers.map(({ kind }) => kind).lastIndexOf('convolution') + 1;
      const input = [plan.patchSize, plan.patchSize, 3];
      const [rows = 0, columns = 0, channels = 0] = outputShapes(layers, input)[cut - 1] ?? [];
      const read = (name: string, shape: readonly number[]): Float32Array =>
        tensorFrom(file, name, shape);
      const body = new Network(layers.slice(0, cut), input, read);
      const head = new Network(layers.slice(cut), [rows, columns, channels], read);
      return new ClassActivation(body, head, rows, columns, channels);
    });
  }

  /** Looks at patches as one batch. */
  look(pixels: PatchPixels, patches: readonly DrawnPatch[]): readonly SeenPatch[] {
    const input = pixelInput(pixels);
    const values = new Float32Array(patches.length * elementCount(input.shape));
    input.write(patches, values);
    const tensor = tensorOf(values, [patches.length, ...input.shape]);
    const output = this.body.forward(tensor);
    tensor.dispose();
    const activations = valuesOf(output);
    const logits = this.head.forward(output);
    const said = valuesOf(logits);
    const classes = said.length / patches.length;
    logits.dispose();
    // The gradient for every texture would cost as much for each; nearly always one is asked for.
    const gradients = new Map<number, Float32Array>();
    const shape = output.shape;
    output.dispose();
    const gradientFor = (texture: number): Float32Array => {
      const known = gradients.get(texture);
      if (known !== undefined) return known;
      const again = tensorOf(activations, shape);
      const gradient = this.gradient(again, patches.length, classes, texture);
      again.dispose();
      gradients.set(texture, gradient);
      return gradient;
    };
    const length = this.rows * this.columns * this.channels;
    return patches.map((_, at) => ({
      logits: Array.from(said.subarray(at * classes, (at + 1) * classes)),
      activation: (texture) =>
        this.map(
          activations.subarray(at * length, (at + 1) * length),
          gradientFor(texture).subarray(at * length, (at + 1) * length),
        ),
    }));
  }

  dispose(): void {
    this.body.dispose();
    this.head.dispose();
  }

  /** Of z with respect to the activations. */
  private gradient(
    activations: Tensor,
    patches: number,
    classes: number,
    texture: number,
  ): Float32Array {
    const wanted = new Float32Array(patches * classes);
    for (let at = 0; at < patches; at += 1) {
      wanted[at * classes + 2 * texture] = -1;
      wanted[at * classes + 2 * texture + 1] = 1;
    }
    const gradient = this.head.inputGradient(activations, () =>
      tensorOf(wanted, [patches, classes]),
    );
    const values = valuesOf(gradient);
    gradient.dispose();
    return values;
  }

  private map(activations: Float32Array, gradient: Float32Array): Float32Array {
    const { channels } = this;
    const weights = new Float64Array(channels);
    gradient.forEach((value, at) => {
      weights[at % channels] = (weights[at % channels] ?? 0) + value;
    });
    const places = this.rows * this.columns;
    return Float32Array.from({ length: places }, (_, place) => {
      let sum = 0;
      for (let channel = 0; channel < channels; channel += 1) {
        sum += ((weights[channel] ?? 0) / places) * (activations[place * channels + channel] ?? 0);
      }
      return Math.max(0, sum);
    });
  }
}
