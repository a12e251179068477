import type { EngineFailure } from "../../engine/completer.ts";
import { type Language, LANGUAGES, speak } from "../language/language.ts";
import { CellError, cellError, describe as describeError, fromEngine } from "./cell-error.ts";
import type { ErrorCode, ErrorParams } from "./error-catalogue.ts";
import { ERRORS } from "./error-catalogue.ts";

const long = "a very long text from outside ".repeat(50);
const many = 1_048_576;

const INSTRUCTIONS: Readonly<Record<Language, RegExp>> = {
  en: /\b(Give|Pick|Fill|Type|Split|Shorten|Write|Did you mean|Add|Open|Choose|Free|Check|Press|The answer comes)\b/,
  de: /\b([A-Za-z]+en Sie|Meinten Sie|Die Antwort kommt)\b/,
};

/** The longest parameters each error can meet. A new code without an entry fails the type check. */
const worst: { [Code in ErrorCode]: ErrorParams<Code> } = {
  exampleOutsideLabels: [{ answer: long }],
  typeUnknown: [
    { text: long, types: "auto, boolean, percent, currency, date, integer, number, label, list, text" },
  ],
  textsInOneColumn: [{ columns: 3 }],
  missingArgument: [{ name: long, expected: long }],
  examplesOneColumn: [],
  inputColumnsDiffer: [{ examples: 16_383, input: 16_384 }],
  headersDiffer: [{ headers: 16_384, columns: 16_383 }],
  noFinishedExample: [],
  noExampleAround: [],
  noAppAround: [],
  inputNotOneRow: [{ rows: many }],
  inputElsewhere: [],
  callerInInput: [],
  callerUnknown: [],
  tooManyColumns: [{ columns: 16_384, limit: 16_383 }],
  tooManyRows: [{ rows: many, limit: many }],
  tooManyCells: [{ cells: many, limit: many }],
  inputBlank: [],
  nothingGiven: [],
  textTooLong: [{ characters: 1e9, limit: 32_767 }],
  optionsUnreadable: [{ text: long }],
  labelsNotCommas: [{ labels: long }],
  optionsNotTwoColumns: [{ columns: 16_384 }],
  unknownOption: [{ name: long, nearest: "repetition penalty" }],
  optionUnreadable: [{ option: "repetition penalty", value: long, expected: long }],
  optionOutOfRange: [
    { option: "repetition penalty", value: -1.7976931348623157e308, min: 0, max: 4294967295, aboveMin: true },
  ],
  promptTooLong: [{ tokens: 1e9, limit: 131_072 }],
  fillNoInput: [],
  fillNoExample: [],
  fillOnlyHeader: [],
  fillNothingEmpty: [],
  fillApps: [{ formula: "=GPT.CODE(A7, $A$2:$B$6)" }],
  nothingToFreeze: [],
  answerSpills: [],
  argumentNotOneCell: [{ name: long }],
  argumentUnreadable: [{ name: "details", value: long, expected: long }],
  rowsNotOne: [{ rows: many }],
  rowColumnsDiffer: [{ examples: 16_383, rows: 16_384 }],
  shapesDiffer: [],
  textsNotOneColumn: [{ columns: 16_384 }],
  tooFewToTest: [],
  nothingToScore: [],
  noAnswerThere: [{ address: long }],
  ruleAnswered: [],
  answerKept: [],
  modelCannotCompare: [],
  emptyAnswer: [],
  answerOfOtherType: [{ answer: long, type: long }],
  unsure: [{ percent: 100, guess: long }],
  modelNotReady: [{ percent: 99.99 }],
  modelMissing: [{ detail: long }],
  modelInUse: [],
  modelDamaged: [{ piece: long }],
  modelFileInvalid: [{ detail: long }],
  modelUnsupported: [{ detail: long }],
  storageTooSmall: [{ neededBytes: 1e13, freeBytes: 1e12 }],
  networkFailed: [{ url: long }],
  engineCrashed: [{ detail: long }],
  lessonUnknown: [{ name: "shelves", known: ["shelf codes"] }],
  lessonOfOtherModel: [{ name: "shelves" }],
  lessonUnnamed: [],
  lessonTooShort: [{ rows: 3, least: 8 }],
  lessonsFull: [],
  lessonRowTooLong: [{ row: long, tokens: 1234, limit: 512 }],
  modelNotTeachable: [],
  adapterInvalid: [{ detail: "cut off" }],
  modelOutOfReach: [],
  serverUnreachable: [{ address: long, detail: long }],
  serverRefused: [{ address: long, status: 503, detail: long }],
  serverReplyInvalid: [{ address: long, detail: long }],
  cancelled: [],
};

describe.each(Object.keys(LANGUAGES) as Language[])("the error catalogue (%s)", (language) => {
  beforeEach(() => speak(language));
  afterEach(() => speak("en"));
  const codes = Object.keys(ERRORS) as ErrorCode[];

  it.each(codes)("%s is one short line of whole sentences", (code) => {
    const { text } = describeError(new CellError(code, worst[code]));
    expect(text.length).toBeLessThan(200);
    expect(text).toMatch(/^[A-Z].*[.?]”?$/);
    expect(text).not.toMatch(/undefined|NaN|\[object|\n/);
  });

  it.each([253e6, null])(
    "says that there is no room where nobody knows how much there is (%p)",
    (neededBytes) => {
      const { text } = describeError(new CellError("storageTooSmall", [{ neededBytes, freeBytes: null }]));
      expect(text).toMatch(/^[A-Z].*\. .*\.$/);
      expect(text).not.toMatch(/null|NaN| 0 /);
      expect(text.includes("253 MB")).toBe(neededBytes !== null);
    },
  );

  it("says what to do: every text has an instruction or a question", () => {
    for (const code of codes)
      expect(describeError(new CellError(code, worst[code])).text).toMatch(INSTRUCTIONS[language]);
  });

  it("shows #NUM! only for options out of range", () => {
    expect(codes.filter((code) => ERRORS[code].cell === "#NUM!")).toEqual(["optionOutOfRange"]);
  });
});

describe("a cell error", () => {
  afterEach(() => speak("en"));

  it("is worded in the language that is spoken when it is shown", () => {
    const error = cellError("inputBlank");
    expect(describeError(error).text).toBe(
      "The input is blank. Type something into its cell, or pick another one.",
    );
    speak("de");
    expect(describeError(error).text).toBe(
      "Die Eingabe ist leer. Tippen Sie etwas in ihre Zelle, oder wählen Sie eine andere.",
    );
  });

  it("carries its parameters into the text", () => {
    expect(describeError(cellError("modelNotReady", { percent: 41.7 }))).toEqual({
      cell: "#N/A",
      text: "The model is loading (41 %). The answer comes by itself; the pane shows how long it takes.",
    });
  });

  it("names the bounds of an option", () => {
    const text = (min: number, max: number, aboveMin: boolean) =>
      describeError(cellError("optionOutOfRange", { option: "top p", value: 3, min, max, aboveMin })).text;
    expect(text(0, 2, false)).toContain("from 0 to 2");
    expect(text(0, 1, true)).toContain("above 0 and up to 1");
  });

  it("tells options that stand in the place of headers where they belong", () => {
    const { text } = describeError(cellError("headersDiffer", { headers: 1, columns: 2 }));
    expect(text).toContain("There is 1 header cell for 2 example columns.");
    expect(text).toContain("Options are an argument of their own");
  });

  it("keeps text from outside on one line", () => {
    expect(describeError(cellError("optionsUnreadable", { text: "a\nb" })).text).toContain('"a b"');
  });
});

describe("an engine failure", () => {
  const failures: {
    [Code in EngineFailure["code"]]: [Extract<EngineFailure, { code: Code }>, ErrorCode, string];
  } = {
    "prompt-too-long": [{ code: "prompt-too-long", tokens: 2100, limit: 2048 }, "promptTooLong", "2100"],
    "model-file-invalid": [
      { code: "model-file-invalid", detail: "no magic" },
      "modelFileInvalid",
      "no magic",
    ],
    "model-unsupported": [{ code: "model-unsupported", detail: "mamba" }, "modelUnsupported", "mamba"],
    "model-missing": [{ code: "model-missing", detail: "404" }, "modelMissing", "404"],
    "model-in-use": [{ code: "model-in-use" }, "modelInUse", "tab"],
    "piece-damaged": [{ code: "piece-damaged", piece: "part 3", detail: "hash" }, "modelDamaged", "part 3"],
    "storage-too-small": [
      { code: "storage-too-small", neededBytes: 253e6, freeBytes: 100e6 },
      "storageTooSmall",
      "253 MB",
    ],
    "network-failed": [
      { code: "network-failed", url: "model/part-1", detail: "offline" },
      "networkFailed",
      "model/part-1",
    ],
    "adapter-invalid": [{ code: "adapter-invalid", detail: "cut off" }, "adapterInvalid", "cut off"],
    "lesson-text-too-long": [
      { code: "lesson-text-too-long", text: "Item: pear", tokens: 600, limit: 512 },
      "lessonRowTooLong",
      "Item: pear",
    ],
    "engine-crashed": [{ code: "engine-crashed", detail: "out of memory" }, "engineCrashed", "out of memory"],
    "server-unreachable": [
      { code: "server-unreachable", address: "https://llm.example", detail: "refused" },
      "serverUnreachable",
      "llm.example",
    ],
    "server-refused": [
      { code: "server-refused", address: "https://llm.example", status: 401, detail: "no key" },
      "serverRefused",
      "401",
    ],
    "server-reply-invalid": [
      { code: "server-reply-invalid", address: "https://llm.example", detail: "no JSON" },
      "serverReplyInvalid",
      "no JSON",
    ],
  };

  it.each(Object.values(failures))("%j becomes a cell error with its numbers", (failure, code, part) => {
    const error = fromEngine(failure);
    expect(error.code).toBe(code);
    expect(describeError(error).text).toContain(part);
  });
});
