import { z } from 'zod';

// zod compiles validators with `new Function` unless told otherwise before the first schema is made; under the
// window's Content-Security-Policy even the attempt is a reported violation.
z.config({ jitless: true });

export { z };
