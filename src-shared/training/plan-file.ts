import { z } from '../jitless-zod';
import { teacherPlanSchema, type TeacherPlan } from './training-plan';

/** Longest name of a saved plan, characters. */
export const longestPlanName = 100;

export const planNameSchema = z.string().trim().min(1).max(longestPlanName);

const planFileSchema = z.strictObject({
  format: z.literal('ellipsight-plan'),
  version: z.literal(1),
  name: planNameSchema,
  plan: teacherPlanSchema,
});

/** A plan as it travels between workstations. */
export interface PlanFile {
  readonly name: string;
  readonly plan: TeacherPlan;
}

/** The text of a plan's file. */
export function planFileText({ name, plan }: PlanFile): string {
  return `${JSON.stringify({ format: 'ellipsight-plan', version: 1, name, plan }, null, 2)}\n`;
}

/** A plan's file read back, or a sentence that says what is wrong with it. */
export function readPlanText(
  text: string,
): { readonly ok: true; readonly file: PlanFile } | { readonly ok: false; readonly why: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, why: 'it is not JSON' };
  }
  const version: unknown =
    typeof value === 'object' && value !== null ? Reflect.get(value, 'version') : undefined;
  if (typeof version === 'number' && version > 1) {
    return { ok: false, why: `it is of version ${version}, and this Ellipsight reads version 1` };
  }
  const parsed = planFileSchema.safeParse(value);
  if (parsed.success) return { ok: true, file: parsed.data };
  const [issue] = parsed.error.issues;
  if (issue?.code === 'unrecognized_keys') {
    return { ok: false, why: `it has the unknown setting ${issue.keys.join(', ')}` };
  }
  const where = issue?.path.map(String).join('.') ?? '';
  return {
    ok: false,
    why: where === '' ? 'it is no plan of Ellipsight' : `its ${where} is missing or out of range`,
  };
}
