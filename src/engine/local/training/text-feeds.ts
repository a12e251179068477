import type { DecoderRecipe } from "../architectures/architecture.ts";
import type { Tensor } from "onnxruntime-web/wasm";
import { RotaryTable } from "../runtime/rotary-table.ts";
import { floats } from "../graph/tensors.ts";
import { TRAINING_NAMES } from "./training-graph.ts";

const UNSEEN = -1e9;

/** Feeds that say where the tokens of some texts stand and which see each other; shapes as in TRAINING_NAMES. */
export class TextFeeds {
  readonly #recipe: DecoderRecipe;
  readonly #rotaries: readonly RotaryTable[];

  constructor(recipe: DecoderRecipe) {
    this.#recipe = recipe;
    this.#rotaries = recipe.rotaries.map((frequencies) => new RotaryTable(frequencies));
  }

  /** lengths: tokens of each text, behind `shared` ones that stand before each of them and are there once, first. */
  of(lengths: readonly number[], shared = 0): Record<string, Tensor> {
    const positions = [
      ...Array.from({ length: shared }, (_, i) => i),
      ...lengths.flatMap((length) => Array.from({ length }, (_, i) => shared + i)),
    ];
    const tokens = positions.length;
    const half = this.#recipe.headDim / 2;
    const feeds: Record<string, Tensor> = {};
    for (const [kind, rotary] of this.#rotaries.entries()) {
      const { cosine, sine } = rotary.lookUp(positions);
      feeds[TRAINING_NAMES.cosine(kind)] = floats(cosine, tokens, 1, half);
      feeds[TRAINING_NAMES.sine(kind)] = floats(sine, tokens, 1, half);
    }
    for (const [kind, window] of this.#recipe.windows.entries()) {
      const mask = new Float32Array(tokens * tokens).fill(UNSEEN);
      for (const [token, position] of positions.entries()) {
        const first = Math.max(0, position + 1 - (window ?? Infinity));
        const row = token * tokens;
        mask.fill(0, row + Math.min(first, shared), row + Math.min(position + 1, shared));
        const own = token - position;
        mask.fill(0, row + own + Math.max(first, shared), row + token + 1);
      }
      feeds[TRAINING_NAMES.mask(kind)] = floats(mask, tokens, 1, tokens);
    }
    return feeds;
  }
}
