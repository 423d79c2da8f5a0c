import { assertNever } from '../../../src-shared/assert-never';
import schemaText from '../../../resources/onnx/onnx.proto?raw';
import { channelsFirstKernel, channelsFirstRows } from './channels-first';
import type { ExportedNetwork } from './exported-network';
import { onnxFeatures, onnxInput, onnxOpset, onnxOutput } from './onnx-names';

const irVersion = 7;

/** TensorProto.DataType. */
const float32 = 1;
const uint8 = 2;
/** AttributeProto.AttributeType. */
const integer = 2;
const integers = 7;

interface Node {
  readonly opType: string;
  readonly name: string;
  readonly input: readonly string[];
  readonly output: readonly string[];
  readonly attribute: readonly object[];
}

/**
 * The bytes of a network as an ONNX model: `patches`, bytes [N, channels, patch, patch], gray or red, green, blue, to
 * `logits`, float32 [N, 2T]. The means are subtracted inside the graph, before anything is padded.
 *
 * @param facts key and text each; the model's metadata
 * @param withFeatures also give what goes into the last layer, `features`, float32 [N, F]
 */
export async function onnxModel(
  network: ExportedNetwork,
  facts: Readonly<Record<string, string>>,
  version: string,
  withFeatures = false,
): Promise<Uint8Array> {
  const { default: protobuf } = await import('protobufjs');
  const type = protobuf.parse(schemaText).root.lookupType('onnx.ModelProto');
  const { channels, patchSize, classes } = network;
  const made = graph(network, withFeatures);
  const model = type.fromObject({
    irVersion,
    producerName: 'Ellipsight',
    producerVersion: version,
    opsetImport: [{ domain: '', version: onnxOpset }],
    metadataProps: Object.entries(facts).map(([key, value]) => ({ key, value })),
    graph: {
      name: 'ellipsight',
      ...made,
      input: [value(onnxInput, uint8, [channels, patchSize, patchSize])],
      output: [
        value(onnxOutput, float32, [classes]),
        ...(withFeatures ? [value(onnxFeatures, float32, [lastInputs(network)])] : []),
      ],
    },
  });
  return type.encode(model).finish();
}

/** F: inputs of the last dense layer. */
function lastInputs({ layers }: ExportedNetwork): number {
  const last = layers[layers.length - 1];
  if (last?.kind !== 'dense') throw new RangeError('The network does not end with a dense layer.');
  return last.shape[0] ?? 0;
}

function graph(
  network: ExportedNetwork,
  withFeatures: boolean,
): {
  readonly node: Node[];
  readonly initializer: object[];
} {
  const node: Node[] = [];
  const initializer: object[] = [];
  let current = onnxInput;
  const constant = (name: string, dims: readonly number[], values: Float32Array): string => {
    initializer.push({ name, dims, dataType: float32, rawData: bytesOf(values) });
    return name;
  };
  const then = (
    opType: string,
    name: string,
    more: readonly string[] = [],
    attribute: readonly object[] = [],
  ): void => {
    node.push({ opType, name, input: [current, ...more], output: [name], attribute });
    current = name;
  };

  then('Cast', 'pixels', [], [{ name: 'to', type: integer, i: float32 }]);
  const means = Float32Array.from(network.means);
  then('Sub', 'centred', [constant('means', [1, means.length, 1, 1], means)]);
  let flattened: readonly number[] | null = null;
  network.layers.forEach((layer, at) => {
    switch (layer.kind) {
      case 'convolution': {
        const [rows = 0, columns = 0, inputs = 0, filters = 0] = layer.shape;
        const kernel = channelsFirstKernel(layer.kernel, layer.shape);
        then(
          'Conv',
          layer.name,
          [
            constant(`${layer.name}/kernel`, [filters, inputs, rows, columns], kernel),
            constant(`${layer.name}/bias`, [filters], layer.bias),
          ],
          [list('kernel_shape', [rows, columns]), list('pads', [1, 1, 1, 1])],
        );
        then('Relu', `${layer.name}/relu`);
        break;
      }
      case 'max-pooling':
        then('MaxPool', `pool${at}`, [], [list('kernel_shape', [2, 2]), list('strides', [2, 2])]);
        break;
      case 'global-max-pooling':
        then('GlobalMaxPool', `pool${at}`);
        break;
      case 'scaling':
        then('Mul', `scaled${at}`, [constant(`factor${at}`, [], Float32Array.of(layer.factor))]);
        break;
      case 'flatten':
        then('Flatten', `flat${at}`);
        flattened = layer.from;
        break;
      case 'dense': {
        const [, units = 0] = layer.shape;
        const kernel =
          flattened === null ? layer.kernel : channelsFirstRows(layer.kernel, flattened, units);
        flattened = null;
        then('Gemm', layer.name, [
          constant(`${layer.name}/kernel`, layer.shape, kernel),
          constant(`${layer.name}/bias`, [units], layer.bias),
        ]);
        if (layer.activation === 'relu') then('Relu', `${layer.name}/relu`);
        break;
      }
      default:
        assertNever(layer);
    }
  });
  const last = node.pop();
  if (last === undefined) throw new RangeError('The network has no layers.');
  if (withFeatures) {
    const [features = ''] = last.input;
    // Under a name of its own, whatever the layer before is called.
    node.push({
      ...{ opType: 'Identity', name: onnxFeatures, attribute: [] },
      ...{ input: [features], output: [onnxFeatures] },
    });
  }
  node.push({ ...last, output: [onnxOutput] });
  return { node, initializer };
}

function list(name: string, ints: readonly number[]): object {
  return { name, type: integers, ints };
}

/** A tensor of any number of patches. */
function value(name: string, elemType: number, shape: readonly number[]): object {
  const dim = [{ dimParam: 'N' }, ...shape.map((dimValue) => ({ dimValue }))];
  return { name, type: { tensorType: { elemType, shape: { dim } } } };
}

function bytesOf(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
