/** The colour of a bar where the system sets the colours: it takes away backgrounds, and so bars made of them. */
export const contrastBar = (backgroundColor: "Highlight" | "GrayText") => ({
  "@media (forced-colors: active)": { forcedColorAdjust: "none" as const, backgroundColor },
});
