/** A place of the board, or a chart, that somebody wants at hand: where it leads (a path of Vigil's own), what it is called, and what it is. */
export type Pin = { path: string; name: string; about: string };

/** What one person has chosen, in every browser. `display` is what the cookie of the display holds; null where nothing was chosen. The first pin is the oldest. */
export type Preferences = { display: string | null; pins: readonly Pin[] };

/** More are no help. */
export const MOST_PINS = 40;
