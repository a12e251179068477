import type { EditSummary } from "../app/edit-history.ts";
import type { ModelState } from "../app/state.ts";
import type { Certainty } from "../core/synthesis/rule.ts";
import type { AnswerType } from "../core/examples/example-set.ts";
import type { OptionKey } from "../core/options/option-table.ts";
import { OPTION_KEYS, OPTIONS } from "../core/options/option-table.ts";
import type { PresetId } from "../core/options/presets.ts";
import type { ComputeChoice } from "../engine/compute-choice.ts";
import type { ModelPlace } from "../engine/model-library.ts";
import type { SpreadsheetHost } from "../host/port.ts";
import { GERMAN } from "./german.ts";
import { inCurrentLanguage, type Translated } from "../core/language/language.ts";
import {
  bytesText,
  countText,
  durationText,
  factorText,
  megabytes,
  percentText,
  rateText,
  speedText,
  timeLeftText,
} from "./quantities.ts";

const rowsText = (rows: number): string => `${countText(rows)} ${rows === 1 ? "row" : "rows"}`;
const cellsText = (cells: number): string => `${countText(cells)} ${cells === 1 ? "cell" : "cells"}`;

const ANSWER_TYPES: Readonly<Record<AnswerType, string>> = {
  text: "Text",
  number: "Numbers",
  boolean: "TRUE or FALSE",
};

type Loading = Extract<ModelState, { status: "loading" }>;

const OPTION_DESCRIPTIONS = Object.fromEntries(
  OPTION_KEYS.map((key) => [key, OPTIONS[key].description]),
) as Readonly<Record<OptionKey, string>>;

/** Every sentence of the pane, in one place; german.ts has the same ones. */
const ENGLISH = {
  pane: "Fewshot",
  dismiss: "Dismiss",
  actionFailed: (message: string) => `That did not work: ${message}`,

  undo: "Undo",
  edits: {
    fill: (cells: number) => `${cellsText(cells)} filled.`,
    freeze: (cells: number) => `${cellsText(cells)} frozen.`,
    unfreeze: (cells: number) => `${cellsText(cells)} given back to the model.`,
    accept: () => "Answer accepted.",
    correct: () => "Answer corrected.",
  } satisfies Record<EditSummary["kind"], (cells: number) => string>,

  fill: {
    title: "Fill a column",
    start: "Type two or three answers into a column, then select it. What can be filled shows here.",
    examples: "Examples",
    outputs: "To fill",
    area: (address: string, rows: number) => `${address}, ${rowsText(rows)}`,
    columns: "Columns",
    names: (inputs: readonly string[], output: string) => `${inputs.join(", ")} → ${output}`,
    noNames: "without names",
    form: "Answers",
    formText: (type: AnswerType, format: string | null) =>
      format === null ? ANSWER_TYPES[type] : `${ANSWER_TYPES[type]}, asked as “${format}”`,
    formula: "Formula",
    preview: "Try it",
    writeFormulas: (rows: number) => `Fill ${rowsText(rows)}`,
    writeValues: "Fill as values",
    writing: "Answering; the values are written at the end.",
    close: "Close",
    firstAnswers: "First answers",
    input: "Input",
    answer: "Answer",
    sure: "Sure",
    waiting: "…",
    percent: percentText,
    testing: "Testing on your examples…",
    backtest: (right: number, rows: number) =>
      `Your own examples: ${countText(right)} of ${countText(rows)} right`,
    backtestHint: "Each example was left out and asked for, with the others as examples.",
    tooFewToTest: "One example cannot be tested. Finish a second row to see how often the model is right.",
    wrong: "Examples that came out wrong",
    wrongAnswer: (input: string, expected: string, answer: string | null) =>
      `${input}: ${answer ?? "no answer"}, not ${expected}`,
  },

  model: {
    title: "Model",
    idle: "Not loaded. It loads when the first formula runs.",
    load: "Load now",
    offered: "Not downloaded",
    offer: (bytes: number, isKept: boolean) =>
      `Formulas wait for the model, a download of ${megabytes(bytes)} MB. ${isKept ? "It is kept in this browser, so that it comes once, and then works without a network, too." : "This browser keeps no files for this page: it comes at each visit."}`,
    download: (bytes: number) => `Download ${megabytes(bytes)} MB`,
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
    pause: "Pause loading",
    resume: "Go on loading",
    paused: "Paused. Cells that need the model wait.",
    notLoaded: "Not loaded",
    failedBadge: "Failed",
    size: "Size",
    sizeText: (bytes: number) => `${megabytes(bytes)} MB`,
    runtime: "Runs on",
    compute: "Compute on",
    computeChoices: {
      automatic: "Automatic",
      processor: "Processor",
      graphics: "Graphics card",
    } satisfies Record<ComputeChoice, string>,
    computeHint:
      "The graphics card (WebGPU) is used once it reads a short text as plain arithmetic does; else the processor computes. What was taught always runs on the processor. Kept in this browser.",
    context: "Reads up to",
    contextText: (tokens: number) => `${countText(tokens)} tokens`,
    loadTime: "Loaded in",
    loadTimeText: durationText,
    licence: "Licence",
    privacy: "Runs on this computer. Nothing you type leaves it.",
    serverUsed: (origin: string) => `Text leaves this computer: it is sent to ${origin}.`,
    network: (bytes: number, requests: number) =>
      `Network since loading: ${bytesText(bytes)}, ${countText(requests)} ${requests === 1 ? "request" : "requests"}`,
    networkHint: (origins: readonly string[]) =>
      `Measured: the browser’s own record of requests (Resource Timing) of this page and of the model’s Worker. It holds no WebSockets, and shows 0 bytes where a site hides its sizes.${origins.length === 0 ? "" : ` Asked: ${origins.join(", ")}.`}`,
  },

  models: {
    open: "Choose a model",
    close: "Hide models",
    list: "Models",
    reading: "Looking which models there are…",
    sizeText: (bytes: number) => `${megabytes(bytes)} MB`,
    partText: (bytes: number) => `${megabytes(bytes)} MB so far`,
    own: "your own file",
    accuracy: (share: number) => `${percentText(share)} right`,
    accuracyHint:
      "Share of right answers on the 22 relations of the model card: five examples, the format “fields”, greedy.",
    notMeasured: "accuracy not measured",
    chosen: "In use",
    place: {
      stored: "In this browser",
      part: "Partly here",
      offered: "Not downloaded",
      absent: "Not on this server",
    } satisfies Record<ModelPlace, string>,
    absent: (id: string) =>
      `This server does not have its file. Whoever runs it gets it with: npm run model -- --model ${id}`,
    use: "Use",
    useNamed: (name: string) => `Use ${name}`,
    delete: "Delete",
    deleteNamed: (name: string) => `Delete ${name} from this browser`,
    continue: "Go on",
    continueNamed: (name: string) => `Go on downloading ${name}`,
    storage: (used: number, free: number) =>
      `Fewshot uses ${megabytes(used)} MB of this browser’s storage; ${megabytes(free)} MB are free.`,
    add: "Add a model of your own",
    chooseFile: "Choose a GGUF file…",
    file: "GGUF file",
    dropHint: "Or drop it here. It stays on this computer.",
    address: "Or its address",
    addressHint:
      "This page reaches its own server only, and addresses that it was built with. Any other file: download it, then choose it here.",
    addressRefused: "That is no address. Write it as https://example.com/model.gguf",
    addAddress: "Add",
    adding: (name: string) => `Adding ${name}`,
    loaded: (bytes: number) => `${megabytes(bytes)} MB`,
    bytes: (loaded: number, total: number) => `${megabytes(loaded)} of ${megabytes(total)} MB`,
    speed: speedText,
    timeLeft: timeLeftText,
    pause: "Pause adding",
    resume: "Go on adding",
    paused: "Paused.",
    cancel: "Cancel",
    refused: (name: string, reason: string) => `${name} was not added: ${reason}`,
    added: (name: string) => `${name} is here. Press Use to let it answer.`,
  },

  server: {
    title: "Server",
    off: "Off. The model runs on this computer, and no text leaves it.",
    on: (origin: string, model: string) =>
      `On. Text leaves this computer: every formula sends its examples, headers and row to ${origin}${model === "" ? "" : `, for ${model}`}.`,
    noneReachable: "This site may reach no server. Whoever serves it names the servers when it is built:",
    command: "npm run build -- --connect https://llm.example.com",
    address: "Address",
    model: "Model",
    modelHint: "the server’s first one",
    key: "Key",
    keyHint: "none",
    keyKept: "the one given before",
    warning: (address: string) =>
      `Text will leave this computer: what your formulas read is sent to ${address === "" ? "that address" : address}, which can read and keep it. The key stays in this browser and is not saved with the workbook.`,
    use: "Send text to this server",
    stopUsing: "Use this computer",
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
    state: (waiting: number, running: number) =>
      `${countText(waiting)} waiting, ${countText(running)} running`,
    rate: (rowsPerSecond: number) => `${rateText(rowsPerSecond)} rows/s`,
    timeLeft: timeLeftText,
    columns: "By column",
    column: (sheet: string, column: string) => (sheet === "" ? column : `${sheet}, column ${column}`),
    columnProgress: (name: string, ended: number, rows: number) =>
      `${name}: ${countText(ended)} of ${countText(rows)}`,
    pause: "Pause",
    resume: "Resume",
    paused: "Paused.",
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
    order: {
      excel: "Rows on screen first, or around the selected cell where Excel does not say what is on screen.",
      playground: "Rows on screen first.",
    } satisfies Record<SpreadsheetHost["kind"], string>,
  },

  gentle: {
    label: {
      excel: "Leave room for Excel",
      playground: "Leave room for the sheet",
    } satisfies Record<SpreadsheetHost["kind"], string>,
    hint: "For this computer. The model works on one processor core at most, and rests as long as it has worked. While it is taught it works on all cores, and rests as long.",
    cost: "Answers take at least twice as long, and longer the more threads stand still.",
  },

  selected: {
    title: "Selected cell",
    nothing: "Select a cell with =GPT(…) to see what the model read and how sure it is.",
    example: "For instance, type finished rows in A2:B6 and then =GPT($A$2:$B$6, A7) in B7.",
    noAnswer: (address: string) =>
      `There is no answer in ${address} yet. Select a cell with =GPT(…) that is done.`,
    queued: "Waiting for its turn.",
    waitsForModel: "Waiting for the model: see “Model” above.",
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
    examplesHint: "Examples are left out when all of them do not fit into what the model can read.",
    time: "Time",
    timeText: durationText,
    cached: "From memory",
    runAgain: "Run again",
    accept: "Accept",
    correct: "Correct",
    correction: "Your answer",
    saveCorrection: "Save",
    review: (answers: number, unsure: number) =>
      `${countText(answers)} ${answers === 1 ? "answer" : "answers"}, ${countText(unsure)} unsure`,
    nextUnsure: "Next unsure",
    selection: "Selected cells",
    freeze: "Freeze",
    freezeHint: "Puts the answers in the place of the formulas, so that they stay as they are.",
    unfreeze: "Unfreeze",
    unfreezeHint: "Gives cells their formulas back that were frozen since this page was opened.",
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

  distribution: {
    title: "Next token",
    at: (address: string, token: number) =>
      `Token ${countText(token)} of ${address}, as drawn with these settings`,
    nothing: "Select a cell with an answer to see here what the settings would do to it, without a run.",
    cut: "cut off",
    percent: percentText,
    spoken: (text: string, probability: number, isKept: boolean) =>
      `${text} ${isKept ? percentText(probability) : "cut off"}`,
  },

  inside: {
    title: "Under the hood",
    nothing: "Select a cell with =GPT(…) to see its tokens and how much of the model’s window they take.",
    context: (prompt: number, answer: number, free: number) =>
      `${countText(prompt)} tokens of prompt, ${countText(answer)} kept for the answer, ${countText(free)} free`,
    nothingDropped: "All examples fit.",
    dropped: (examples: number) =>
      `${countText(examples)} ${examples === 1 ? "example was" : "examples were"} left out, the first ones: they do not fit into the window with the row and its answer.`,
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
      "Underlined: tokens of the prompt that the model gave less than 5 %. Choose one to see its probability.",
    tokenLikely: (text: string, kind: string, probability: number) =>
      `${text}, ${kind}, ${percentText(probability)}`,
    runnersUp: "Runners-up",
    runnerUp: (text: string, probability: number) => `${text} ${percentText(probability)}`,
    percent: percentText,
    count: countText,
  },

  layers: {
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
  },

  charts: {
    save: "Save as SVG",
    saveNamed: (title: string) => `Save as SVG: ${title}`,
  },

  settings: {
    title: "Sampling",
    presets: "Ways of drawing",
    preset: { exact: "Exact", balanced: "Balanced", inventive: "Inventive" } satisfies Record<
      PresetId,
      string
    >,
    override: (name: string, value: string) => `${name} ${value}`,
    overrides: (names: readonly string[]) => `The selected formula sets for itself: ${names.join(", ")}.`,
    scope: "For this workbook. Options in a formula win over these.",
    reset: "Reset to defaults",
    description: OPTION_DESCRIPTIONS,
    candidates: "Candidates shown",
    candidatesHint: "How many of the likeliest tokens the charts and lists of this pane show.",
    count: countText,
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

  influence: {
    title: "Examples and how much each mattered",
    hint: "How many times likelier the model finds this answer with the example than without it. Below 1 the example speaks against the answer.",
    show: "Which examples mattered",
    hide: "Hide examples",
    running: "Leaving each out…",
    example: (inputs: readonly string[], output: string) => `${inputs.join(", ")} → ${output}`,
    factor: (factor: number) => `×${factorText(factor)}`,
    untested: (examples: number) =>
      `${countText(examples)} earlier ${examples === 1 ? "example was" : "examples were"} read too, but not left out in turn.`,
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
  language: "Language",

  app: {
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
  },
} as const;

/** The texts of the pane in one language: a key that is missing in one does not compile. */
export type Messages = Translated<typeof ENGLISH>;

/** Every sentence of the pane, in the language that is set. */
export const MESSAGES: Messages = inCurrentLanguage<Messages>({ en: ENGLISH, de: GERMAN });
