/**
 * What style elements of our own, of Fluent UI and of the grid carry, and the content policy lets through. Pages of a
 * static site cannot have another one at each visit: it is no secret. It keeps styles out that markup brings along,
 * attributes among them.
 */
export const STYLE_NONCE = "fewshot-styles";
