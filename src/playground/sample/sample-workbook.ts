import type { WorkbookData } from "../../host/playground/workbook-data.ts";
import { addresses } from "./addresses.ts";
import { apps } from "./apps.ts";
import { askAndContinue } from "./ask-and-continue.ts";
import { capitals } from "./capitals.ts";
import { cleaning } from "./cleaning.ts";
import { opposites } from "./opposites.ts";
import { sentiment } from "./sentiment.ts";
import { startHere } from "./start-here.ts";
import { translation } from "./translation.ts";

/** What the page opens with: one sheet for each kind of job, a few formulas on each, the rest for the person to drag. */
export const sampleWorkbook: WorkbookData = {
  name: "Sample workbook",
  sheets: [startHere, capitals, translation, opposites, cleaning, sentiment, addresses, askAndContinue, apps],
  settings: null,
};
