/** New tokens in one run: bounds its memory, and how long a cancelled row is still worked on. */
export const MAX_STEP_TOKENS = 256;
/** Prompt and answer together; more is rarely wanted in a cell and costs memory for each token. */
export const CONTEXT_TOKENS = 2048;
