/** What was decided about an image. Only `ok` and `defective` train. */
export const verdicts = ['unlabelled', 'ok', 'defective', 'unsure'] as const;
export type Verdict = (typeof verdicts)[number];

/** How far the label has been looked at by a second person; `disputed` never trains. */
export const reviews = ['labelled', 'reviewed', 'disputed'] as const;
export type Review = (typeof reviews)[number];

/** Where an image stands in one trial; `none`: it takes no part (unlabelled, unsure, disputed, excluded, too small). */
export const sides = ['training', 'validation', 'test', 'none'] as const;
export type Side = (typeof sides)[number];
