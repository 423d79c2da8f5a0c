import { z } from 'zod';

// zod probes `new Function` before its first check, which the page's CSP reports as a violation.
z.config({ jitless: true });
