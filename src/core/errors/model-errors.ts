import { short, megabytes, type ErrorEntry } from "./error-entry.ts";

/** What can go wrong with models: opening, running and teaching them, here or on a server. */
export const MODEL_ERRORS = {
  modelNotReady: {
    cell: "#N/A",
    text: ({ percent }: { percent: number }) =>
      `The model is loading (${Math.floor(percent)} %). The answer comes by itself; the pane shows how long it takes.`,
  },
  modelMissing: {
    cell: "#N/A",
    text: ({ detail }: { detail: string }) =>
      `The model is not there (${short(detail, 60)}). Open the pane and load it, or ask whoever set this up.`,
  },
  modelInUse: {
    cell: "#N/A",
    text: () =>
      "Another tab or window of this browser has this model open. Press Delete again when it is closed there.",
  },
  modelDamaged: {
    cell: "#N/A",
    text: ({ piece }: { piece: string }) =>
      `A piece of the model is damaged (${short(piece, 60)}). Open the pane and load it again.`,
  },
  modelFileInvalid: {
    cell: "#N/A",
    text: ({ detail }: { detail: string }) =>
      `The model file cannot be read (${short(detail, 70)}). Choose a complete GGUF file in the pane.`,
  },
  modelUnsupported: {
    cell: "#N/A",
    text: ({ detail }: { detail: string }) =>
      `This model is of a kind that cannot run here (${short(detail, 70)}). Choose another in the pane.`,
  },
  storageTooSmall: {
    cell: "#N/A",
    text: ({ neededBytes, freeBytes }: { neededBytes: number | null; freeBytes: number | null }) => {
      const free =
        freeBytes === null ? "the browser has less for this page" : `${megabytes(freeBytes)} are free`;
      const problem =
        neededBytes === null
          ? "The browser has no more room for the model"
          : `The model needs ${megabytes(neededBytes)} and ${free}`;
      return `${problem}. Free some space, then load it again in the pane.`;
    },
  },
  networkFailed: {
    cell: "#N/A",
    text: ({ url }: { url: string }) =>
      `Loading the model stopped: ${short(url, 60)} did not answer. Check the connection and press Try again in the pane.`,
  },
  lessonUnknown: {
    cell: "#VALUE!",
    text: ({ name, known }: { name: string; known: readonly string[] }) =>
      `Nothing was taught under the name "${short(name, 40)}". ${known.length === 0 ? "Press Teach in the pane first." : `Write one of: ${short(known.join(", "), 120)}.`}`,
  },
  lessonOfOtherModel: {
    cell: "#N/A",
    text: ({ name }: { name: string }) =>
      `The lesson "${short(name, 40)}" was taught to another model. Press Teach in the pane to teach it to this one, or load the other model.`,
  },
  lessonUnnamed: {
    cell: "#VALUE!",
    text: () => "What is taught needs a name. Type one in the pane; formulas name it in their options.",
  },
  lessonTooShort: {
    cell: "#VALUE!",
    text: ({ rows, least }: { rows: number; least: number }) =>
      `Only ${rows} finished rows are selected. Pick at least ${least} rows with their answers in the last column.`,
  },
  lessonsFull: {
    cell: "#N/A",
    text: () =>
      "The workbook has no room for another lesson. Press Delete in the pane at one that is not needed.",
  },
  lessonRowTooLong: {
    cell: "#VALUE!",
    text: ({ row, tokens, limit }: { row: string; tokens: number; limit: number }) =>
      `The row "${short(row, 40)}" is too long to be taught: ${tokens} tokens with the rows before it, at most ${limit} can be. Shorten it, or leave it out.`,
  },
  modelNotTeachable: {
    cell: "#N/A",
    text: () => "This model cannot be taught here. Choose a model that runs in this page.",
  },
  adapterInvalid: {
    cell: "#N/A",
    text: ({ detail }: { detail: string }) =>
      `What was taught cannot be used (${short(detail, 80)}). Press Teach in the pane to teach it again, or import a file made for this model.`,
  },
  engineCrashed: {
    cell: "#N/A",
    text: ({ detail }: { detail: string }) =>
      `The model stopped working (${short(detail, 60)}). Press Recalculate all in the pane; closing other tabs frees memory.`,
  },
  modelOutOfReach: {
    cell: "#N/A",
    text: () => "This model runs elsewhere and cannot be looked into. Choose one that runs in this browser.",
  },
  serverUnreachable: {
    cell: "#N/A",
    text: ({ address, detail }: { address: string; detail: string }) =>
      `The server ${short(address)} did not answer (${short(detail)}). Check address and network; it must allow this site. Then Recalculate.`,
  },
  serverRefused: {
    cell: "#N/A",
    text: ({ address, status, detail }: { address: string; status: number; detail: string }) =>
      `The server ${short(address)} refused (${status}: ${short(detail, 50)}). Check its model and key in the pane, then Recalculate.`,
  },
  serverReplyInvalid: {
    cell: "#N/A",
    text: ({ address, detail }: { address: string; detail: string }) =>
      `The server ${short(address)} sent what cannot be read (${short(detail, 50)}). Check that it speaks the OpenAI protocol.`,
  },
} as const satisfies Record<string, ErrorEntry>;
