import { z } from 'zod';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import { withSetting } from '../../src-shared/training/plan-change';
import {
  studentPlanSchema,
  teacherPlanSchema,
  type StudentPlan,
  type TeacherPlan,
} from '../../src-shared/training/training-plan';

/** Keys of a plan that other options and the preset decide. */
const notSettable = new Set(['kind', 'preset', 'teacherRun']);

/** The slice of JSON Schema that describes a plan's settings. */
interface SettingSchema {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly minLength?: number;
  readonly anyOf?: readonly SettingSchema[];
  readonly prefixItems?: readonly SettingSchema[];
}

function settingSchemas(schema: z.ZodType): ReadonlyMap<string, SettingSchema> {
  // zod's own description of the plan; its type is wider than what plans use.
  const { properties } = z.toJSONSchema(schema) as {
    properties: Readonly<Record<string, SettingSchema>>;
  };
  return new Map(Object.entries(properties).filter(([key]) => !notSettable.has(key)));
}

/** "a whole number from 1 to 1024", "sgd or adam". */
function allowed(setting: SettingSchema): string {
  if (setting.enum !== undefined) return setting.enum.join(' or ');
  if (setting.anyOf !== undefined) return setting.anyOf.map(allowed).join(' or ');
  if (setting.prefixItems !== undefined) {
    const [first] = setting.prefixItems;
    const each = first === undefined ? 'values' : allowed(first);
    return `${setting.prefixItems.length} values separated by commas, each ${each}`;
  }
  switch (setting.type) {
    case 'integer':
      return `a whole number${range(setting)}`;
    case 'number':
      return `a number${range(setting)}`;
    case 'boolean':
      return 'true or false';
    case 'null':
      return 'null';
    default:
      return 'a text';
  }
}

function range({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: SettingSchema): string {
  const low =
    exclusiveMinimum === undefined
      ? minimum === undefined
        ? ''
        : ` from ${minimum}`
      : ` above ${exclusiveMinimum}`;
  const isOpen = maximum === Number.MAX_SAFE_INTEGER;
  const high =
    exclusiveMaximum === undefined
      ? maximum === undefined || isOpen
        ? ''
        : ` to ${maximum}`
      : ` to below ${exclusiveMaximum}`;
  return `${low}${high}`;
}

/** A line a setting: its name, and what it takes. */
export function settingsHelp(schema: z.ZodType): string {
  return [...settingSchemas(schema)]
    .map(([key, setting]) => `  ${key.padEnd(20)} ${allowed(setting)}`)
    .join('\n');
}

/** The text after `=` as the value that it looks like. */
function readValue(text: string): unknown {
  if (text === 'null') return null;
  if (text === 'true') return true;
  if (text === 'false') return false;
  if (text.includes(',')) return text.split(',').map((part) => readValue(part.trim()));
  return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}

function applySettings<P extends TeacherPlan | StudentPlan>(
  plan: P,
  schema: z.ZodType<P>,
  texts: readonly string[],
): P {
  const settings = settingSchemas(schema);
  let changed: P = plan;
  for (const text of texts) {
    const [, key, value] = /^([^=]*)=(.*)$/s.exec(text) ?? [];
    if (key === undefined || value === undefined) {
      throw new ExpectedFailure(
        'wrong-use',
        `--set ${text} has no "=".`,
        'Write it as --set key=value.',
      );
    }
    const setting = settings.get(key);
    if (setting === undefined) {
      throw new ExpectedFailure(
        'wrong-use',
        `A ${plan.kind}'s plan has no setting "${key}".`,
        `It has ${[...settings.keys()].join(', ')}.`,
      );
    }
    const parsed = schema.safeParse({
      ...withSetting(changed, key, readValue(value)),
      preset: 'custom',
    });
    if (!parsed.success) {
      throw new ExpectedFailure(
        'wrong-use',
        `Setting ${key} cannot be "${value}".`,
        `It takes ${allowed(setting)}.`,
      );
    }
    changed = parsed.data;
  }
  return changed;
}

/**
 * A plan with settings from the command line, `key=value` each, checked by the plan's schema; such a plan is `custom`.
 *
 * @throws ExpectedFailure `wrong-use`, naming the key and what it takes.
 */
export function withTeacherSettings(plan: TeacherPlan, texts: readonly string[]): TeacherPlan {
  return applySettings(plan, teacherPlanSchema, texts);
}

/** As {@link withTeacherSettings}. */
export function withStudentSettings(plan: StudentPlan, texts: readonly string[]): StudentPlan {
  return applySettings(plan, studentPlanSchema, texts);
}
