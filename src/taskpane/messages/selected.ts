import type { Certainty } from "../../core/synthesis/rule.ts";
import { countText, durationText, percentText } from "../language/quantities.ts";

/** Of a hundred: never all, for none of these figures is certain. */
export const outOfHundred = (probability: number): string =>
  countText(Math.min(99, Math.round(probability * 100)));

export const SELECTED = {
  title: "Selected cell",
  nothing: "Select a cell with =GPT(…) to see what the model read and how sure it is.",
  example: "For instance, type finished rows in A2:B6 and then =GPT($A$2:$B$6, A7) in B7.",
  noAnswer: (address: string) =>
    `${address} holds no answer of the model. Select a cell with =GPT(…) that is done.`,
  /** A formula that was not run here: opened with its workbook, or long ago. */
  notRun: (address: string) =>
    `What ${address} shows is from before, and how sure the model was is not known here yet. Run it again to see that.`,
  /** A formula without a result, of which nothing is known. */
  notAsked: (address: string) =>
    `${address} has no answer, and the model was not asked. Run it again. If that changes nothing, look at the formula: the playground wants commas between arguments, =GPT($A$2:$B$6, A7), and every name spelled in full.`,
  nearFunction: (written: string, meant: string) =>
    `There is no function ${written}. Did you mean =${meant}(…)?`,
  queued: "Waiting for its turn.",
  waitsForModel: "Waiting for the model: see “Model” above.",
  running: "Running.",
  kept: (model: string) =>
    `Kept with the workbook, from ${model}; nothing was run. Run it again to see prompt and tokens.`,
  sure: (probability: number) => `${percentText(probability)} likely right`,
  sureHint: (probability: number) =>
    `No promise: of 100 answers with this figure about ${outOfHundred(probability)} were right, in columns whose answers are known. An answer that many rows of a column get counts for less. The model's own probability stands below.`,
  ownSure: (probability: number) => `${percentText(probability)} by the model`,
  ownSureHint:
    "The model's own probability of this text. Without examples nobody has counted how often such answers are right.",
  ownProbability: "Model's probability",
  emptyAnswer: "(empty)",
  rule: "Rule",
  certainty: {
    exact: "Exact rule",
    likely: "Likely rule",
  } satisfies Record<Certainty, string>,
  certaintyHint: {
    exact:
      "Found in the examples, without the model: every leading rule that explains them gives this answer.",
    likely:
      "Found in the examples, without the model: the simplest rule that explains them. Another would give something else here. One more example of this kind decides.",
  } satisfies Record<Certainty, string>,
  format: "Format",
  formatText: (title: string, isChosen: boolean) => (isChosen ? `${title}, chosen by your examples` : title),
  answeredBy: "Answered by",
  answeredByText: (model: string, origin: string) => `${model} at ${origin}`,
  tries: "Tries",
  triesText: (written: number, compiles: boolean) =>
    compiles
      ? `${countText(written)}; the ones before did not compile`
      : `${countText(written)}, of which none compiles; this is the likeliest`,
  promptTokens: "Prompt",
  promptTokensText: (tokens: number) => `${countText(tokens)} tokens`,
  examples: "Examples",
  examplesText: (used: number, dropped: number) =>
    dropped === 0 ? countText(used) : `${countText(used)} used, ${countText(dropped)} left out`,
  time: "Time",
  timeText: durationText,
  cached: "From memory",
  runAgain: "Run again",
  accept: "Accept",
  correct: "Correct",
  correction: "Your answer",
  saveCorrection: "Save",
  notCorrected: (address: string, reason: string) => `${address} was not corrected. ${reason}`,
  review: (answers: number, unsure: number) =>
    `${countText(answers)} ${answers === 1 ? "answer" : "answers"}, ${countText(unsure)} unsure`,
  nextUnsure: "Next unsure",
  otherSheet: (sheet: string) =>
    `Went on to the sheet “${sheet}”: on the one before, no answer after the selected cell is unsure.`,
  selection: "Selected cells",
  freeze: "Freeze",
  freezeHint: "Puts the answers in the place of the formulas, so that they stay as they are.",
  unfreeze: "Unfreeze",
  unfreezeHint: "Gives cells their formulas back that were frozen since this page was opened.",
  prompt: "What the model read",
  copy: "Copy prompt",
  copied: "Copied",
  tokens: "Answer, token by token",
  tokensHint:
    "Each token with the model's own probability. The second bar is the chance of being picked under the settings below; it moves as you move them. The repetition penalty does not show here, nor do tokens outside the 32 likeliest.",
  tokenLabel: (text: string, probability: number) => `Token ${text}, ${percentText(probability)}`,
  rivals: "Candidates at this place",
  candidate: "Token",
  probability: "Model",
  picked: "Picked",
  percent: percentText,
} as const;
