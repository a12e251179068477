import type { ModelState } from "../app/state.ts";
import type { Certainty } from "../core/synthesis/rule.ts";
import type { SpreadsheetHost } from "../host/port.ts";
import {
  countText,
  durationText,
  megabytes,
  percentText,
  rateText,
  speedText,
  timeLeftText,
} from "./quantities.ts";

type Loading = Extract<ModelState, { status: "loading" }>;

/** Every sentence of the pane, in one place. */
export const MESSAGES = {
  pane: "Fewshot",
  dismiss: "Dismiss",
  actionFailed: (message: string) => `That did not work: ${message}`,

  model: {
    title: "Model",
    idle: "Not loaded. It loads when the first formula runs.",
    load: "Load now",
    failed: "The model could not be loaded",
    tryAgain: "Try again",
    phase: {
      download: "Downloading",
      verify: "Checking the file",
      prepare: "Preparing the weights",
      start: "Starting",
    } satisfies Record<Loading["phase"], string>,
    bytes: (loaded: number, total: number) => `${megabytes(loaded)} of ${megabytes(total)} MB`,
    speed: speedText,
    timeLeft: timeLeftText,
    loading: "Loading",
    ready: "Ready",
    notLoaded: "Not loaded",
    failedBadge: "Failed",
    size: "Size",
    sizeText: (bytes: number) => `${megabytes(bytes)} MB`,
    runtime: "Runs on",
    context: "Reads up to",
    contextText: (tokens: number) => `${countText(tokens)} tokens`,
    loadTime: "Loaded in",
    loadTimeText: durationText,
    licence: "Licence",
    privacy: "Runs on this computer. Nothing you type leaves it.",
  },

  kept: {
    title: "Answers from another model",
    text: (answers: number, models: string, current: string) =>
      `${countText(answers)} answer${answers === 1 ? "" : "s"} of this workbook came from ${models}; here ${current} answers. They stay as they are until you ask again.`,
    renew: "Ask again",
  },

  work: {
    title: "Work",
    idle: "Nothing to do.",
    progress: (done: number, total: number) => `${countText(done)} of ${countText(total)} rows`,
    waiting: "Waiting",
    running: "Running",
    rate: "Rows/s",
    rateText: (rowsPerSecond: number | null) => (rowsPerSecond === null ? "–" : rateText(rowsPerSecond)),
    stop: "Stop",
    failed: (count: number) => `${countText(count)} failed`,
    stopped: (count: number) => `${countText(count)} stopped`,
    runAgain: "Run again",
    formulas: "GPT formulas",
    recalculate: "Recalculate all",
    recalculateHint: {
      excel:
        "Runs every GPT formula again. Needed after you changed cells that =GPT(A7) reads as examples: Excel does not watch those.",
      playground: "Runs every GPT formula again.",
    } satisfies Record<SpreadsheetHost["kind"], string>,
  },

  selected: {
    title: "Selected cell",
    nothing: "Select a cell with =GPT(…) to see what the model read and how sure it is.",
    example: "For instance, type finished rows in A2:B6 and then =GPT($A$2:$B$6, A7) in B7.",
    noAnswer: (address: string) => `${address} holds no answer of the model. Select a cell with =GPT(…).`,
    queued: "Waiting for its turn.",
    running: "Running.",
    kept: (model: string) =>
      `Kept with the workbook, from ${model}; nothing was run. Run it again to see prompt and tokens.`,
    sure: (probability: number) => `${percentText(probability)} sure`,
    sureHint:
      "The chance that this answer is right, learnt from answers whose truth is known. The model's own probability stands below.",
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
    formatText: (title: string, isChosen: boolean) =>
      isChosen ? `${title}, chosen by your examples` : title,
    promptTokens: "Prompt",
    promptTokensText: (tokens: number) => `${countText(tokens)} tokens`,
    examples: "Examples",
    examplesText: (used: number, dropped: number) =>
      dropped === 0 ? countText(used) : `${countText(used)} used, ${countText(dropped)} left out`,
    examplesHint: "Examples are left out when all of them do not fit into what the model can read.",
    time: "Time",
    timeText: durationText,
    cached: "From memory",
    runAgain: "Run again",
    prompt: "What the model read",
    copy: "Copy prompt",
    copied: "Copied",
    promptOwn: "this cell",
    promptExamples: "examples",
    tokens: "Answer, token by token",
    tokensHint:
      "Each token with the model's own probability. The second bar is the chance of being picked under the settings below; it moves as you move them. The repetition penalty does not show here, nor do tokens outside the 32 likeliest.",
    tokenLabel: (text: string, probability: number) => `Token ${text}, ${percentText(probability)}`,
    rivals: "Candidates at this place",
    candidate: "Token",
    probability: "Model",
    picked: "Picked",
    percent: percentText,
  },

  settings: {
    title: "Sampling",
    scope: "For this workbook. Options in a formula win over these.",
    reset: "Reset to defaults",
    value: (label: string) => `${label}, value`,
    stop: "Stop at, one text a line",
    outOfRange: (min: number, max: number, aboveMin: boolean, isWhole: boolean) =>
      `Type a ${isWhole ? "whole number" : "number"} ${aboveMin ? `above ${min} and up to` : `from ${min} to`} ${countText(max)}. The value before is kept.`,
  },

  log: {
    title: "Errors",
    none: "No errors.",
    clear: "Clear",
    count: (count: number) => `${countText(count)} ${count === 1 ? "error" : "errors"}`,
  },

  officeMissing: {
    title: "This page belongs inside Excel",
    body: "Excel did not answer. Either this page was opened outside Excel, or the network blocks Microsoft's script that connects the two.",
    steps: [
      "In Excel, open Home > Add-ins and start Fewshot from there.",
      "If you are in Excel already, check the connection and close and open this pane again.",
      "Without Excel, use the playground: the same functions on a sheet in the browser.",
    ],
    playground: "Open the playground",
  },
  startFailed: (message: string) => `Fewshot could not start: ${message}`,
} as const;
