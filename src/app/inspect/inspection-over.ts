import type { Answers, CellCall } from "../product.ts";
import { alternatives } from "./alternatives.ts";
import { backtest } from "./backtest.ts";
import { check } from "./check.ts";
import { confidence } from "./confidence.ts";
import type { InspectContext } from "./context.ts";
import type { Inspection } from "./inspection.ts";
import { match } from "./match.ts";
import { modelFacts } from "./model-facts.ts";
import { prompt } from "./prompt.ts";
import { score } from "./score.ts";
import { similar } from "./similar.ts";
import { tokens } from "./tokens.ts";
import { xray } from "./xray.ts";

/** Runs a call under the product's own signal too, and logs what it throws. */
type RunCall = (call: CellCall, look: (signal: AbortSignal) => Promise<Answers>) => Promise<Answers>;

/** The functions that look at answers, texts and the model, over what they need of the product. */
export function inspectionOver(context: InspectContext, run: RunCall): Inspection {
  const looking =
    <Call extends CellCall>(look: (call: Call, context: InspectContext) => Promise<Answers>) =>
    (call: Call): Promise<Answers> =>
      run(call, (signal) => look({ ...call, signal }, context));
  return {
    match: looking(match),
    similar: looking(similar),
    confidence: looking(confidence),
    alternatives: looking(alternatives),
    check: looking(check),
    backtest: looking(backtest),
    score: looking(score),
    tokens: looking(tokens),
    prompt: looking(prompt),
    xray: looking(xray),
    model: looking(modelFacts),
  };
}
