import { attribute, execute, executeEffect, tensorOf, valuesOf, type Tensor } from './tensorflow';

let created = 0;

const dtype = attribute.float32('dtype');

/**
 * A float32 tensor that kernels update in place. A tensor read from it keeps its values: TensorFlow copies the
 * buffer before an update while somebody still holds it.
 */
export class Variable {
  private constructor(
    /** Handle that update kernels take as their first input. */
    readonly handle: Tensor,
    readonly shape: readonly number[],
  ) {}

  /** @param values row-major, as many as the shape holds; copied. */
  static of(values: Float32Array, shape: readonly number[]): Variable {
    created += 1;
    const handle = execute(
      'VarHandleOp',
      [
        attribute.text('container', ''),
        attribute.text('shared_name', `variable-${created}`),
        dtype,
        attribute.shape('shape', shape),
      ],
      [],
    );
    const variable = new Variable(handle, shape);
    variable.assign(values);
    return variable;
  }

  /** Replaces the values; copies them. */
  assign(values: Float32Array): void {
    const shared = tensorOf(values, this.shape);
    // The variable would otherwise live in JavaScript's memory: updates would show in the caller's array.
    const own = execute('DeepCopy', [attribute.float32('T')], [shared]);
    executeEffect('AssignVariableOp', [dtype], [this.handle, own]);
    own.dispose();
    shared.dispose();
  }

  /** The present values as a tensor, without a copy; the caller disposes it. */
  read(): Tensor {
    return execute('ReadVariableOp', [dtype], [this.handle]);
  }

  /** A copy of the present values, row-major. */
  values(): Float32Array {
    const tensor = this.read();
    const values = valuesOf(tensor);
    tensor.dispose();
    return values;
  }

  dispose(): void {
    executeEffect(
      'DestroyResourceOp',
      [attribute.flag('ignore_lookup_error', false)],
      [this.handle],
    );
    this.handle.dispose();
  }
}
