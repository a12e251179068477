export const SERVER = {
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
} as const;
