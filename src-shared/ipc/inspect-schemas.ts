import { z } from '../jitless-zod';
import { inspectFilters, mostDropped, mostInspected, type InspectRequests } from './inspect-views';
import { modelChoice, nothing, pageOf, path } from './request-parts';

const choice = z.discriminatedUnion('kind', [
  modelChoice.extend({ kind: z.literal('run') }),
  z.strictObject({ kind: z.literal('bundle'), path }),
]);
const inspected = z.strictObject({ id: z.int().min(0).max(mostInspected) });

/** The check of the arguments of what the window asks about inspected images. */
export const inspectSchemas = {
  'inspect.choose-images': nothing,
  'inspect.view': nothing,
  'inspect.start': z.strictObject({ choice, paths: z.array(path).max(mostDropped) }),
  'inspect.stop': nothing,
  'inspect.clear': nothing,
  'inspect.page': z.strictObject({ filter: z.enum(inspectFilters), ...pageOf }),
  'inspect.image': inspected,
  'inspect.teacher': inspected,
  'inspect.nearest': inspected,
  'inspect.read-training': nothing,
} satisfies { readonly [N in keyof InspectRequests]: z.ZodType<InspectRequests[N]['argument']> };
