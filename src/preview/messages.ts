/** What the preview's frame itself says. */
export const MESSAGES = {
  problem: "This app does not work",
} as const;
