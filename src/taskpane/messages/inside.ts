import { countText, factorText, percentText } from "../language/quantities.ts";

export const DISTRIBUTION = {
  title: "Next token",
  at: (address: string, token: number) =>
    `Token ${countText(token)} of ${address}, as drawn with these settings`,
  nothing: "Select a cell with an answer to see here what the settings would do to it, without a run.",
  cut: "cut off",
  percent: percentText,
  spoken: (text: string, probability: number, isKept: boolean) =>
    `${text} ${isKept ? percentText(probability) : "cut off"}`,
} as const;

export const INSIDE = {
  title: "Under the hood",
  nothing: "Select a cell with =GPT(…) to see its tokens and how much of the model’s window they take.",
  window: "Context window",
  context: (prompt: number, answer: number, free: number) =>
    `${countText(prompt)} tokens of prompt, ${countText(answer)} kept for the answer, ${countText(free)} free`,
  nothingDropped: "All examples fit.",
  dropped: (examples: number) =>
    `${countText(examples)} ${examples === 1 ? "example was" : "examples were"} left out: with the row and its answer, not all fit into the window. The last ones stay, and of the others those that are most like the row.`,
  showTokens: "Show tokens",
  hideTokens: "Hide tokens",
  tokens: "Prompt and answer as tokens",
  tokenLabel: (text: string, kind: string) => `${text}, ${kind}`,
  kinds: { start: "start", example: "example", input: "input", answer: "answer" },
  token: "Token",
  kind: "Part of",
  position: "Position",
  id: "Number",
  probability: "Probability",
  readPrompt: "How likely was the prompt?",
  readingPrompt: "Reading the prompt…",
  promptHint:
    "Underlined: tokens of the prompt that the model gave less than 5 %. Choose one to see its probability and its runners-up.",
  tokenLikely: (text: string, kind: string, probability: number) =>
    `${text}, ${kind}, ${percentText(probability)}`,
  runnersUp: "Runners-up",
  runnerUp: (text: string, probability: number) => `${text} ${percentText(probability)}`,
  percent: percentText,
  count: countText,
} as const;

export const LAYERS = {
  about: (token: string) => `The answer’s token ${token}; another is chosen under “Selected cell”.`,
  look: "Look into the layers",
  looking: "Running the layers one by one…",
  stop: "Stop looking",
  lens: "What each layer leans to",
  lensHint:
    "The likeliest next token if the model ended after this layer (logit lens: its last norm and last matrix over the layer’s state). Blue: the token that was written.",
  leaning: (layer: number, text: string, probability: number) =>
    `layer ${layer} ${text} ${percentText(probability)}`,
  attention: "What the place looks at",
  attentionHint:
    "How much the token before the place attends to each earlier one, mean of the heads. Much of it often rests on the first token, which is where heads look that have nothing to look for.",
  layer: "Layer",
  allLayers: "All layers, mean",
  oneLayer: (layer: number) => `Layer ${layer}`,
  attended: (position: number, text: string, share: number) =>
    `token ${position} ${text} ${percentText(share)}`,
  share: (kind: string, share: number) => `${kind} ${percentText(share)}`,
  percent: percentText,
} as const;

export const CHARTS = {
  save: "Save as SVG",
  saveNamed: (title: string) => `Save as SVG: ${title}`,
} as const;

export const INFLUENCE = {
  title: "Examples and how much each mattered",
  hint: "How many times likelier the model finds this answer with the example than without it. Below 1 the example speaks against the answer.",
  show: "Which examples mattered",
  hide: "Hide examples",
  running: "Leaving each out…",
  example: (inputs: readonly string[], output: string) => `${inputs.join(", ")} → ${output}`,
  factor: (factor: number) => `×${factorText(factor)}`,
  untested: (examples: number) =>
    `${countText(examples)} earlier ${examples === 1 ? "example was" : "examples were"} read too, but not left out in turn.`,
} as const;
