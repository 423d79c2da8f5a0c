import { lastLines, runProgram } from './run-program.mjs';
import { SetupFailure } from './setup-failure.mjs';

/** @typedef {{ c: string, cpp: string }} Compilers */

/** The compilers named by CC and CXX, else the system's. */
export const compilers = { c: process.env.CC ?? 'cc', cpp: process.env.CXX ?? 'c++' };

/**
 * @param {string} part as the user reads it
 * @param {string} compiler
 * @param {readonly string[]} compilerArguments
 */
export async function compile(part, compiler, compilerArguments) {
  const outcome = await runProgram(compiler, compilerArguments);
  if (outcome.code === 0) return;
  throw new SetupFailure(
    part,
    outcome.found
      ? `${compiler} could not compile it: ${lastLines(outcome.stderr)}`
      : `there is no compiler ${compiler}`,
    'install a C++20 compiler (Debian: apt-get install build-essential), or name one with the variables CC and CXX, and start again',
  );
}
