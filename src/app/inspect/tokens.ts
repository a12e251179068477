import { CellError } from "../../core/errors/cell-error.ts";
import type { CellValue } from "../../core/examples/cell-value.ts";
import { visible } from "../../core/prompts/visible.ts";
import type { Answers } from "../product.ts";
import type { InspectContext } from "./context.ts";
import { cellTexts, neededArgument, switchArgument } from "./given-arguments.ts";
import { evenRows } from "./inspected-rows.ts";
import type { TokensCall } from "./inspection.ts";

/**
 * How many tokens each text has, in the shape of its argument; spelled, the tokens of each row's texts to the right, their
 * spaces and line breaks made visible.
 */
export async function tokens(call: TokensCall, context: InspectContext): Promise<Answers> {
  const { signal } = call;
  const isSpelled = switchArgument("spell", call.spell);
  const texts = cellTexts(neededArgument("text", call.text, "a text or a range of texts"));
  const cut = await context.count(call.caller, () =>
    context.withModel(signal, ({ completer }) =>
      Promise.all(
        texts.map((row) =>
          Promise.all(row.map((text) => (text === null ? Promise.resolve([]) : completer.tokenize(text)))),
        ),
      ),
    ),
  );
  if (cut instanceof CellError) throw cut;
  if (isSpelled) return evenRows(cut.map((row) => row.flat().map(({ text }) => visible(text))));
  return cut.map((row, r) => row.map((pieces, c): CellValue => (texts[r]![c] === null ? "" : pieces.length)));
}
