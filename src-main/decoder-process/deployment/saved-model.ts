import { assertNever } from '../../../src-shared/assert-never';
import schemaText from '../../../resources/tensorflow/saved-model.proto?raw';
import type { ExportedNetwork } from './exported-network';

/** types.proto. */
const float32 = 1;
const int32 = 3;
const uint8 = 4;

type Attribute = Readonly<Record<string, object>>;
interface Node {
  readonly name: string;
  readonly op: string;
  readonly input: readonly string[];
  readonly attr: Attribute;
}

/**
 * The bytes of a network as `saved_model.pb` of a TensorFlow SavedModel whose weights are constants, so that the folder
 * needs no second file: `serving_default` takes `patches`, bytes [N, patch, patch, channels], gray or red, green, blue,
 * and gives `logits`, float32 [N, 2T].
 */
export async function savedModel(network: ExportedNetwork): Promise<Uint8Array> {
  const { default: protobuf } = await import('protobufjs');
  const type = protobuf.parse(schemaText).root.lookupType('tensorflow.SavedModel');
  const { patchSize, channels, classes } = network;
  const model = type.fromObject({
    savedModelSchemaVersion: 1,
    metaGraphs: [
      {
        metaInfoDef: { tags: ['serve'], tensorflowVersion: '2.9.1' },
        // Producers from 2016 to 2026 agree on all operations used here.
        graphDef: { node: nodes(network), versions: { producer: 1087, minConsumer: 0 } },
        signatureDef: {
          serving_default: {
            inputs: {
              patches: {
                name: 'patches:0',
                dtype: uint8,
                tensorShape: shape([-1, patchSize, patchSize, channels]),
              },
            },
            outputs: {
              logits: { name: 'logits:0', dtype: float32, tensorShape: shape([-1, classes]) },
            },
            methodName: 'tensorflow/serving/predict',
          },
        },
      },
    ],
  });
  return type.encode(model).finish();
}

function nodes(network: ExportedNetwork): readonly Node[] {
  const made: Node[] = [];
  const { patchSize, channels } = network;
  const t = { T: { type: float32 } };
  let current = 'patches';
  const add = (op: string, name: string, input: readonly string[], attr: Attribute): string => {
    made.push({ op, name, input, attr });
    return name;
  };
  const constant = (
    name: string,
    dtype: number,
    dims: readonly number[],
    values: Float32Array | Int32Array,
  ): string => {
    const content = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    const tensor = { dtype, tensorShape: shape(dims), tensorContent: content };
    return add('Const', name, [], { dtype: { type: dtype }, value: { tensor } });
  };
  const floats = (name: string, dims: readonly number[], values: Float32Array): string =>
    constant(name, float32, dims, values);
  const then = (op: string, name: string, more: readonly string[], attr: Attribute = t): void => {
    current = add(op, name, [current, ...more], attr);
  };

  add('Placeholder', 'patches', [], {
    dtype: { type: uint8 },
    shape: { shape: shape([-1, patchSize, patchSize, channels]) },
  });
  then('Cast', 'pixels', [], { SrcT: { type: uint8 }, DstT: { type: float32 } });
  const means = Float32Array.from(network.means);
  then('Sub', 'centred', [floats('means', [means.length], means)]);
  network.layers.forEach((layer, at) => {
    switch (layer.kind) {
      case 'convolution':
        then('Conv2D', layer.name, [floats(`${layer.name}/kernel`, layer.shape, layer.kernel)], {
          ...t,
          strides: integers([1, 1, 1, 1]),
          padding: text('SAME'),
          data_format: text('NHWC'),
        });
        addBias(layer.name, layer.bias);
        then('Relu', `${layer.name}/relu`, []);
        break;
      case 'max-pooling':
        then('MaxPool', `pool${at}`, [], {
          ...t,
          ksize: integers([1, 2, 2, 1]),
          strides: integers([1, 2, 2, 1]),
          padding: text('VALID'),
          data_format: text('NHWC'),
        });
        break;
      case 'global-max-pooling':
        then('Max', `pool${at}`, [constant(`axes${at}`, int32, [2], Int32Array.of(1, 2))], {
          ...t,
          Tidx: { type: int32 },
          keep_dims: { b: true },
        });
        break;
      case 'scaling':
        then('Mul', `scaled${at}`, [floats(`factor${at}`, [], Float32Array.of(layer.factor))]);
        break;
      case 'flatten': {
        const length = layer.from.reduce((product, side) => product * side, 1);
        const to = constant(`shape${at}`, int32, [2], Int32Array.of(-1, length));
        then('Reshape', `flat${at}`, [to], { ...t, Tshape: { type: int32 } });
        break;
      }
      case 'dense':
        then('MatMul', layer.name, [floats(`${layer.name}/kernel`, layer.shape, layer.kernel)], {
          ...t,
          transpose_a: { b: false },
          transpose_b: { b: false },
        });
        addBias(layer.name, layer.bias);
        if (layer.activation === 'relu') then('Relu', `${layer.name}/relu`, []);
        break;
      default:
        assertNever(layer);
    }
  });
  then('Identity', 'logits', []);
  return made;

  function addBias(layer: string, bias: Float32Array): void {
    then('BiasAdd', `${layer}/sum`, [floats(`${layer}/bias`, [bias.length], bias)], {
      ...t,
      data_format: text('NHWC'),
    });
  }
}

function shape(sizes: readonly number[]): object {
  return { dim: sizes.map((size) => ({ size })) };
}

function integers(i: readonly number[]): object {
  return { list: { i } };
}

function text(value: string): object {
  return { s: Buffer.from(value, 'utf8') };
}
