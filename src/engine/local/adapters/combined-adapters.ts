import type { DecoderRecipe } from "../architectures/architecture.ts";
import { adapterShapes } from "./adapter-inputs.ts";
import type { LayerRange } from "../matrices/layer-range.ts";
import type { Adapter } from "./adapter.ts";

/**
 * An adapter that changes nothing yet: down is drawn from a normal distribution, up is nothing. Source: Hu et al. 2021.
 * normal: draws of mean 0 and deviation 1
 */
export function freshAdapter(
  recipe: DecoderRecipe,
  range: LayerRange,
  rank: number,
  normal: () => number,
): Adapter {
  const tensors = [...adapterShapes(recipe, range, rank)].map(([name, [rows, columns]]) => {
    const values = new Float32Array(rows * columns);
    const deviation = columns ** -0.5;
    return [name, name.startsWith("adapter_up") ? values : values.map(() => deviation * normal())] as const;
  });
  return { range, rank, tensors: new Map(tensors) };
}

/** The adapter as it is now, in arrays of its own. */
export function snapshot(adapter: Adapter): Adapter & { readonly tensors: Map<string, Float32Array> } {
  const tensors = new Map([...adapter.tensors].map(([name, values]) => [name, values.slice()]));
  return { ...adapter, tensors };
}

/**
 * One adapter with the mean of the weights of some that began alike, at least one: where the order of the rows took
 * each of them too far its own way, the mean stays between. Source: model soups, Wortsman et al. 2022,
 * https://arxiv.org/abs/2203.05482
 */
export function meanAdapter(adapters: readonly Adapter[]): Adapter {
  const mean = snapshot(adapters[0]!);
  for (const [name, values] of mean.tensors) {
    const all = adapters.map(({ tensors }) => tensors.get(name)!);
    for (let i = 0; i < values.length; i++)
      values[i] = all.reduce((total, tensor) => total + tensor[i]!, 0) / all.length;
  }
  return mean;
}
