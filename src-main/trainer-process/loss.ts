/** Loss of one batch and its gradient with respect to the logits. */
export interface BatchLoss {
  /** Mean over the batch's samples. */
  readonly loss: number;
  /** [N, classes], row-major. */
  readonly gradient: Float32Array;
}

/**
 * Softmax cross-entropy, mean over the samples: −1/N · Σ ln softmax(z)ₜ; gradient (softmax(z) − onehot(t))/N.
 * Computed in double precision over numbers small enough for it; NaN and infinity pass through to the loss.
 *
 * With class weights each sample's part of both is multiplied by the weight of its class; the divisor stays N.
 *
 * @param logits [N, classes], row-major
 * @param labels N class indices
 * @param weights one a class; null weighs all alike
 */
export function crossEntropy(
  logits: Float32Array,
  labels: readonly number[],
  classes: number,
  weights: readonly number[] | null = null,
): BatchLoss {
  const gradient = new Float32Array(logits.length);
  let sum = 0;
  labels.forEach((label, sample) => {
    // Times 1 changes no bit.
    const weight = weights === null ? 1 : at(weights, label);
    const row = logits.subarray(sample * classes, (sample + 1) * classes);
    const largest = row.reduce((a, b) => Math.max(a, b), -Infinity);
    const total = row.reduce((all, logit) => all + Math.exp(logit - largest), 0);
    sum += weight * (Math.log(total) + largest - at(row, label));
    row.forEach((logit, index) => {
      const share = Math.exp(logit - largest) / total - (index === label ? 1 : 0);
      gradient[sample * classes + index] = (weight * share) / labels.length;
    });
  });
  return { loss: sum / labels.length, gradient };
}

/**
 * Eq. 1: 1/(2N) · Σ ‖f_T(x) − f_S(x)‖², summed over classes, mean over samples; gradient (f_S − f_T)/N.
 *
 * @param student logits, [N, classes], row-major
 * @param teacher logits of the same samples
 * @param samples N
 */
export function logitDistance(
  student: Float32Array,
  teacher: Float32Array,
  samples: number,
): BatchLoss {
  if (student.length !== teacher.length) {
    throw new RangeError(`${student.length} student logits against ${teacher.length}.`);
  }
  const gradient = new Float32Array(student.length);
  let sum = 0;
  student.forEach((logit, index) => {
    const difference = logit - at(teacher, index);
    sum += difference * difference;
    gradient[index] = difference / samples;
  });
  return { loss: sum / (2 * samples), gradient };
}

function at(values: Float32Array | readonly number[], index: number): number {
  const value = values[index];
  if (value === undefined) {
    throw new RangeError(`There is no class ${index}.`);
  }
  return value;
}
