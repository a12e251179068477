import type { DownloadAgreement } from "../app/model/download-offer.ts";
import { browserChoice } from "./browser-choice.ts";

/** Remembers the model whose download was agreed to. */
export const browserDownloadAgreement = (defaultModel: string): DownloadAgreement => ({
  ...browserChoice<string | null>(
    "fewshot.download",
    (stored) => stored,
    (id) => id,
  ),
  defaultModel,
});
