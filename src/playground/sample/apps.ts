import { SAMPLE_APPS } from "../../core/apps/sample-apps.ts";
import { toSheetData, withFormulas } from "./sample-sheet.ts";

const DESCRIPTIONS = [
  "a button that says Goodbye when it is clicked",
  "a red box",
  "a progress bar at 75 percent",
  "a list of three animals",
];

export const apps = toSheetData({
  name: "Describe an app",
  widths: [300, 560, 40, 480],
  blocks: [
    {
      headers: ["Description", "Code"],
      examples: SAMPLE_APPS.map(({ description, code }) => [description, code]),
      rows: withFormulas(
        DESCRIPTIONS.map((description) => [description]),
        ["=GPT.CODE(A12, $A$2:$B$11)"],
      ),
    },
  ],
  notesAt: "right",
  notes: [
    "Descriptions and their code, then =GPT.CODE(A12, $A$2:$B$11).",
    "Select a cell with code: the pane runs the app.",
    "Change the code in the pane and keep it: it can be an example too.",
    "The small model does what the examples do, with other words, numbers and colours.",
  ],
});
