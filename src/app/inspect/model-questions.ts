import { cellError } from "../../core/errors/cell-error.ts";
import type { ModelLoader } from "../model/model-loader.ts";
import type { Product } from "../product.ts";

/** What the pane asks the model itself: its tokens, how likely a text is, what its layers do. */
export const modelQuestions = (
  loader: Pick<ModelLoader, "completer">,
): Pick<Product, "tokenize" | "scoreText" | "inspect"> => ({
  tokenize: async (given) => (await loader.completer()).tokenize(given),
  async scoreText(given, signal) {
    const request = { prompt: { prefix: "", suffix: "" }, continuation: given, withCandidates: true };
    const [score] = await (await loader.completer()).score([request], { signal });
    return score!.spans[0]!;
  },
  async inspect(request, signal) {
    const completer = await loader.completer();
    if (completer.inspect === undefined) throw cellError("modelOutOfReach");
    return completer.inspect(request, { signal });
  },
});
