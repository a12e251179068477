import { match as matchTexts } from "../app/inspect/match.ts";
import { defineCellFunction } from "./cell-function.ts";
import { OPTIONS } from "./common-parameters.ts";

const COMPANIES = [
  "International Business Machines",
  "Microsoft",
  "Apple",
  "Bayerische Motoren Werke",
  "Coca-Cola",
  "Siemens",
];
const WRITTEN = ["Microsft Corp.", "IBM", "Coke", "BMW", "SIEMENS"];

export const match = defineCellFunction({
  name: "GPT.MATCH",
  summary: "Finds the item of a list that a text means, however it is written: a slip, a short form, a kind.",
  details: [
    "The item that the model finds likeliest after the text, less what it finds likely anyway, and with what is written " +
      "alike counted in. An item that is the text itself, but for case, accents and marks, is taken at once. Of a list of " +
      'more than 32 items, the 32 that are written most alike are looked at. With `"confidence=60%"`, #N/A stands where no ' +
      "item stands out so clearly.",
  ],
  parameters: [
    { name: "text", help: "A text, or a column of texts." },
    { name: "list", help: "The items to choose from; they come back as they stand there." },
    {
      name: "examples",
      help: "Two columns: texts, and the item that each of them means. Left out, common slips and short forms are found.",
      optional: true,
    },
    OPTIONS,
  ],
  examples: [
    {
      title: "names of companies as people write them",
      sheet: COMPANIES.map((company, row) => [company, WRITTEN[row] ?? ""]),
      at: "C1",
      formula: "=GPT.MATCH(B1:B5, A1:A6)",
      gives: [
        ["Microsoft"],
        ["International Business Machines"],
        ["Coca-Cola"],
        ["Bayerische Motoren Werke"],
        ["Siemens"],
      ],
    },
    {
      title: "things to the room that they belong in",
      sheet: [
        ["Kitchen", "frying pan"],
        ["Bathroom", "lawn mower"],
        ["Garden", "pillow"],
        ["Bedroom", ""],
      ],
      at: "C1",
      formula: "=GPT.MATCH(B1:B3, A1:A4)",
      gives: [["Kitchen"], ["Garden"], ["Bedroom"]],
    },
  ],
  run: ({ text, list, examples, options }, bench) => matchTexts({ text, list, examples, options }, bench),
});
