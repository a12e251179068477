export const APP = {
  title: "App preview",
  frame: "The app",
  opening: "Opening the preview…",
  code: "Code of the app",
  run: "Run",
  keep: "Keep in the cell",
  keepHint:
    "Kept code takes the formula's place and is an example for formulas that take the rows around them, as =GPT.CODE(A12).",
  copy: "Copy code",
  copied: "Copied",
  save: "Save as a page",
  fileTitle: "App",
  hung: "The app was stopped: it no longer answered. Press Run to start it again.",
  left: "The app was stopped: it tried to go to another page.",
  unreachable: "The preview's page could not be loaded. It needs the site that this page came from.",
} as const;
