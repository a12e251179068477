import type { DecoderRecipe } from "../architectures/architecture.ts";
import type { PackedLayers } from "../layers/packed-layers.ts";
import type { LastNorm } from "./last-norm.ts";

/**
 * So many tokens from all over the vocabulary are run as one text: no sense, but its states are large where all are.
 */
const TOKENS = 64;

/**
 * Mean square of each channel of last states, behind the last norm: [hidden].
 * embedded: embeddings of tokens, [ids.length, hidden], scaled as the model wants them
 */
export async function stateEnergy(
  recipe: Pick<DecoderRecipe, "hidden" | "vocabulary">,
  layers: PackedLayers,
  embedded: (ids: readonly number[]) => Promise<Float32Array>,
  normed: LastNorm,
): Promise<Float32Array<ArrayBuffer>> {
  const count = Math.min(TOKENS, layers.mostTokens);
  const ids = Array.from({ length: count }, (_, i) => Math.floor(((i + 0.5) * recipe.vocabulary) / count));
  const slots = [...ids.keys()];
  layers.reserve(count);
  const states = normed(
    await layers.run({
      embeddings: await embedded(ids),
      tokens: slots.map((slot) => ({ position: slot, slot, listStart: 0, listLength: slot + 1 })),
      lists: slots,
      wanted: count,
      adapter: null,
    }),
  );
  const energy = new Float32Array(recipe.hidden);
  for (const [i, value] of states.entries()) energy[i % recipe.hidden]! += value ** 2 / count;
  return energy;
}
