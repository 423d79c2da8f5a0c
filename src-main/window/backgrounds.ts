/** Shown until the page has painted, so that no white flashes up; the page's own colours (`--page` in its styles). */
export const backgrounds = { light: '#f5f6f8', dark: '#191c21' } as const;
