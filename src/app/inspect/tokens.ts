import { CellError } from "../../core/errors/cell-error.ts";
import { EXPECTED } from "../../core/errors/expected.ts";
import type { CellValue } from "../../core/examples/cell-value.ts";
import { visible } from "../../core/prompts/visible.ts";
import type { Answers, Argument } from "../product.ts";
import type { WorkBench } from "../work-bench.ts";
import { cellTexts, neededArgument, switchArgument } from "./given-arguments.ts";
import { evenRows } from "./inspected-rows.ts";

export interface TokensArguments {
  readonly text: Argument;
  /** TRUE gives the tokens themselves. */
  readonly spell: Argument | null;
}

/**
 * How many tokens each text has, in the shape of its argument; spelled, the tokens of each row's texts to the right,
 * their spaces and line breaks made visible.
 */
export async function tokens(args: TokensArguments, bench: WorkBench): Promise<Answers> {
  const isSpelled = switchArgument("spell", args.spell);
  const texts = cellTexts(neededArgument("text", args.text, EXPECTED.text));
  const cut = await bench.count(bench.caller, () =>
    bench.withModel(({ completer }) =>
      Promise.all(
        texts.map((row) =>
          Promise.all(row.map((text) => (text === null ? Promise.resolve([]) : completer.tokenize(text)))),
        ),
      ),
    ),
  );
  if (cut instanceof CellError) return [[cut]];
  if (isSpelled) return evenRows(cut.map((row) => row.flat().map(({ text }) => visible(text))));
  return cut.map((row, r) => row.map((pieces, c): CellValue => (texts[r]![c] === null ? "" : pieces.length)));
}
