import { elementCount } from '../../../src-shared/training/element-count';
import { readFile } from 'node:fs/promises';
import schemaText from '../../../resources/onnx/onnx.proto?raw';
import { asFloat32 } from './float-values';
import {
  mostEntries,
  WeightFileError,
  type FoundLayer,
  type FoundTensor,
  type WeightFile,
} from './found-layer';

/** What is read of ONNX's messages; numbers of 64 bits come as objects that turn into numbers. */
interface TensorProto {
  readonly name?: string;
  readonly dims?: readonly unknown[];
  readonly dataType?: number;
  readonly dataLocation?: number;
  readonly rawData?: Uint8Array;
  readonly floatData?: readonly number[];
  readonly doubleData?: readonly number[];
}
interface NodeProto {
  readonly opType?: string;
  readonly name?: string;
  readonly input?: readonly string[];
  readonly output?: readonly string[];
  readonly attribute?: readonly { readonly name?: string; readonly t?: TensorProto | null }[];
}
interface ModelProto {
  readonly graph?: {
    readonly node?: readonly NodeProto[];
    readonly initializer?: readonly TensorProto[];
  } | null;
  readonly metadataProps?: readonly { readonly key?: string; readonly value?: string }[];
}

/** TensorProto.DataType. */
const types: Readonly<Record<number, string>> = {
  1: 'float32',
  10: 'float16',
  11: 'float64',
  16: 'bfloat16',
};
/** TensorProto.DataLocation.EXTERNAL: the values lie in another file. */
const external = 1;
/** Nodes that hand a kernel on as it is. */
const longestChain = 8;

/**
 * Opens an ONNX model: its convolutions in the order of the graph, whatever their names, each with its kernel and
 * bias; then what is left of its stored tensors.
 *
 * @throws WeightFileError where it is no ONNX model
 */
export async function openOnnx(path: string): Promise<WeightFile> {
  const { default: protobuf } = await import('protobufjs');
  const type = protobuf.parse(schemaText).root.lookupType('onnx.ModelProto');
  const bytes = await readFile(path);
  let model: ModelProto;
  try {
    // The schema that is parsed above gives it these fields.
    model = type.decode(bytes) as unknown as ModelProto;
  } catch {
    throw new WeightFileError('It is no whole ONNX model.');
  }
  const nodes = model.graph?.node ?? [];
  const initializers = model.graph?.initializer ?? [];
  if (nodes.length > mostEntries || initializers.length > mostEntries) {
    throw new WeightFileError(`It holds more than ${mostEntries} nodes or tensors.`);
  }
  if (nodes.length === 0) throw new WeightFileError('It is no ONNX model with a graph.');
  return {
    container: 'onnx',
    layers: graphLayers(nodes, initializers),
    licence: model.metadataProps?.find(({ key }) => /^licen[cs]e$/i.test(key ?? ''))?.value ?? null,
    close: () => undefined,
  };
}

/** A tensor under the name that the graph stores it by. */
interface StoredTensor {
  readonly name: string;
  readonly tensor: FoundTensor;
}

function graphLayers(
  nodes: readonly NodeProto[],
  initializers: readonly TensorProto[],
): readonly FoundLayer[] {
  const stored = new Map(initializers.map((tensor) => [tensor.name ?? '', tensor]));
  const makers = new Map(
    nodes.flatMap((node) => (node.output ?? []).map((output) => [output, node] as const)),
  );
  const used = new Set<string>();
  const tensorOf = (input: string | undefined): StoredTensor | null => {
    let name = input ?? '';
    for (let step = 0; step < longestChain; step += 1) {
      const tensor = stored.get(name);
      if (tensor !== undefined) {
        used.add(name);
        return { name, tensor: foundTensor(tensor) };
      }
      const maker = makers.get(name);
      if (maker?.opType === 'Constant') {
        const value = maker.attribute?.find((one) => one.name === 'value')?.t ?? null;
        return value === null ? null : { name, tensor: foundTensor(value) };
      }
      if (maker?.opType !== 'Identity') return null;
      name = maker.input?.[0] ?? '';
    }
    return null;
  };
  const convolutions = nodes
    .filter(({ opType }) => opType === 'Conv')
    .map((node): FoundLayer => {
      const [, kernelInput, biasInput] = node.input ?? [];
      const kernel = tensorOf(kernelInput);
      return {
        name: layerName(kernel?.name ?? kernelInput ?? node.name ?? 'Conv'),
        kernel: kernel?.tensor ?? null,
        bias: tensorOf(biasInput)?.tensor ?? null,
        layout: 'oihw',
      };
    });
  const others = initializers
    .filter(({ name }) => !used.has(name ?? ''))
    .map(({ name }): FoundLayer => ({
      name: name ?? '',
      kernel: null,
      bias: null,
      layout: 'oihw',
    }));
  return [...convolutions, ...others];
}

/** `features.0.weight` is of layer `features.0`; a converted Keras kernel keeps its whole name. */
function layerName(kernel: string): string {
  return kernel.replace(/\.weight$/, '');
}

function foundTensor(tensor: TensorProto): FoundTensor {
  const shape = (tensor.dims ?? []).map(Number);
  const number = tensor.dataType ?? 0;
  const type = types[number] ?? `ONNX type ${number}`;
  return {
    shape,
    type,
    read: () => {
      try {
        return Promise.resolve(valuesOf(tensor, type, elementCount(shape)));
      } catch (error) {
        return Promise.reject(error instanceof Error ? error : new Error(String(error)));
      }
    },
  };
}

function valuesOf(tensor: TensorProto, type: string, count: number): Float32Array {
  if (tensor.dataLocation === external) {
    throw new WeightFileError('its values lie in another file; save the model as one file');
  }
  const { rawData, floatData = [], doubleData = [] } = tensor;
  if (rawData !== undefined && rawData.length > 0) return asFloat32(rawData, type, count);
  const list = type === 'float64' ? doubleData : floatData;
  if (list.length !== count) {
    throw new WeightFileError(`it should hold ${count} numbers, but the file has ${list.length}`);
  }
  return Float32Array.from(list);
}
