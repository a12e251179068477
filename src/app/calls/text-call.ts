import { cellError } from "../../core/errors/cell-error.ts";
import { EXPECTED } from "../../core/errors/expected.ts";
import type { CellValue } from "../../core/examples/cell-value.ts";
import { isBlank, promptText } from "../../core/examples/cell-value.ts";
import type { KeptTask } from "../../core/kept/kept-key.ts";
import { keptKeys } from "../../core/kept/kept-key.ts";
import type { TextFormat } from "../../core/prompts/prompt-format.ts";
import { DEFAULT_SETTINGS, mergeSettings, type Settings } from "../../core/options/settings.ts";
import { LEFT_OUT, untaught } from "./call-options.ts";
import type { Answers, Argument } from "../product.ts";
import type { PromptModel } from "./prompt-job.ts";
import { textColumn, textJob } from "./text-job.ts";
import { spreadLists } from "./spread-lists.ts";
import type { WorkBench } from "../work-bench.ts";

/** Most characters in a cell (Excel specifications and limits). */
const CHARACTER_LIMIT = 32_767;

/** A text as typed; only strings have line breaks to keep. */
function textOf(value: CellValue): string | null {
  if (isBlank(value)) return null;
  const text = typeof value === "string" ? value : promptText(value);
  if (text.length > CHARACTER_LIMIT) {
    throw cellError("textTooLong", { characters: text.length, limit: CHARACTER_LIMIT });
  }
  return text;
}

/** What an argument is called, and what it should have been. */
export interface NeededText {
  readonly name: string;
  readonly expected: string;
}

/**
 * The texts of an argument, in its shape, null where blank. keepsLines: line breaks are part of the text; else they
 * become spaces. Throws missingArgument where the formula gives none, inputBlank where it gives a blank, and
 * textTooLong.
 */
export function callTexts(
  argument: Argument,
  needed: NeededText = { name: "text", expected: EXPECTED.text },
  keepsLines = false,
): readonly (readonly (string | null)[])[] {
  const texts = argument.values.map((row) =>
    row.map((value) => textOf(keepsLines ? value : promptText(value))),
  );
  if (texts.flat().length === 1 && texts.flat()[0] === null)
    throw argument === LEFT_OUT ? cellError("missingArgument", needed) : cellError("inputBlank");
  return texts;
}

export interface TextArguments {
  readonly text: Argument;
  /** What the text is to the person; left out, a text. */
  readonly needed?: NeededText;
  readonly options: Argument | null;
}

type KeptFormat = TextFormat & { readonly id: KeptTask & string };

/** Answers that were kept as any text are not those of a formula that names a type or a length. */
function keptTask(format: KeptFormat, own: Partial<Settings>): KeptTask {
  const stated = mergeSettings(DEFAULT_SETTINGS, own);
  const isFree = textColumn(format, stated).rule.allowed === null && stated.maxCharacters === 0;
  return isFree ? format.id : [format.id, "stated"];
}

/**
 * The work of =GPT.ASK and =GPT.COMPLETE: an answer for each text, in their shape; lists of one column spill to the
 * right.
 */
export async function textAnswers(
  format: KeptFormat,
  { text, needed, options }: TextArguments,
  bench: WorkBench,
  keepsLines = false,
): Promise<Answers> {
  const { settings, own } = bench.settings(options);
  const keptKey = keptKeys(keptTask(format, own), untaught({ settings, own }));
  const texts = callTexts(text, needed, keepsLines);
  const answers = await bench.spill(
    texts.map((row) =>
      row.map((value) =>
        value === null
          ? null
          : {
              settings,
              own,
              keptKey: keptKey([value]),
              build: (model: PromptModel) => textJob(format, value, settings, model),
            },
      ),
    ),
  );
  const areLists = format.isAnswer && settings.type === "list" && texts[0]!.length === 1;
  return areLists ? spreadLists(answers) : answers;
}
