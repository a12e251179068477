import type { ModelState } from "../../app/state.ts";
import type { ComputeChoice } from "../../engine/compute-choice.ts";
import type { ModelPlace } from "../../engine/model-library.ts";
import { runtimeName } from "../../engine/model-runtime.ts";
import type { SpreadsheetHost } from "../../host/port.ts";
import {
  bytesText,
  countText,
  durationText,
  megabytes,
  percentText,
  speedText,
  timeLeftText,
} from "../language/quantities.ts";

type Loading = Extract<ModelState, { status: "loading" }>;

export const MODEL = {
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
  runtimeText: runtimeName,
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
} as const;

export const MODELS = {
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
  deleteQuestion: (name: string, bytes: number, canReturn: boolean) =>
    `Delete the ${megabytes(bytes)} MB of ${name}? ${canReturn ? "To use it again, they must be downloaded again." : "To use it again, you need its file."}`,
  keep: "Keep",
  keepNamed: (name: string) => `Keep ${name}`,
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
} as const;

export const GENTLE = {
  label: {
    excel: "Leave room for Excel",
    playground: "Leave room for the sheet",
  } satisfies Record<SpreadsheetHost["kind"], string>,
  hint: "For this computer. The model works on one processor core at most, and rests as long as it has worked. While it is taught it works on all cores, and rests as long.",
  cost: "Answers take at least twice as long, and longer the more threads stand still.",
} as const;
