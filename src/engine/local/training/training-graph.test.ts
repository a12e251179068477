import { readFileSync } from "node:fs";
import { architectureOf } from "../architectures/architectures.ts";
import { openGguf } from "../gguf/gguf-file.ts";
import { NodeFileSource } from "../gguf/node-file-source.ts";
import { adapterShapes } from "../adapters/adapter-inputs.ts";
import { DecoderWeights } from "../matrices/decoder-weights.ts";
import { selectRows } from "../matrices/matrix.ts";
import { configureRuntime, createSession } from "../graph/ort-session.ts";
import { floatData, floats, longs } from "../graph/tensors.ts";
import { relativeError } from "./testing/relative-error.ts";
import { TextFeeds } from "./text-feeds.ts";
import { buildTrainingGraph, TRAINING_NAMES } from "./training-graph.ts";

configureRuntime({ threads: 1 });

interface Golden {
  readonly first: number;
  readonly rank: number;
  readonly sequences: readonly (readonly number[])[];
  readonly places: readonly number[];
  readonly targets: readonly number[];
  readonly words: readonly number[];
}

/** Takes arrays from the front of a fixture, in the order that scripts/fixtures/gradients.py wrote them. */
function reader(name: string): (length: number) => Float32Array {
  const bytes = readFileSync(new URL(`fixtures/${name}.training.f32`, import.meta.url));
  const all = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  let start = 0;
  return (length) => all.subarray(start, (start += length));
}

describe.each(["tiny-gemma3", "tiny-llama"])("the training graph of %s", (name) => {
  it("gives PyTorch's losses, and its gradients for every adapter", async () => {
    const golden = JSON.parse(
      readFileSync(new URL(`fixtures/${name}.training.json`, import.meta.url), "utf8"),
    ) as Golden;
    const model = new URL(`../architectures/fixtures/${name}.gguf`, import.meta.url).pathname;
    const source = await NodeFileSource.open(model);
    const file = await openGguf(source);
    const recipe = await architectureOf(file.architecture).readRecipe(file);
    const weights = new DecoderWeights(file);
    const { first, rank, sequences, places, targets, words } = golden;
    const range = { first, end: recipe.layers.length };
    const embedding = await weights.matrix("token_embd.weight", recipe.vocabulary, recipe.hidden);
    const session = await createSession(
      await buildTrainingGraph(recipe, weights, selectRows(embedding, words), range),
    );
    await source.close();

    const take = reader(name);
    const tokens = sequences.flat().length;
    const states = take(tokens * recipe.hidden);
    const rest = take(targets.length);
    const losses = take(targets.length);
    const shapes = adapterShapes(recipe, range, rank);
    const adapters = [...shapes].map(([input, shape]) => ({ input, shape, size: shape[0] * shape[1] }));
    const feeds: Record<string, ReturnType<typeof floats>> = {};
    const gradients = new Map<string, Float32Array>();
    for (let i = 0; i < adapters.length; i += 2) {
      const pair = adapters.slice(i, i + 2);
      for (const { input, shape, size } of pair) feeds[input] = floats(take(size), ...shape);
      for (const { input, size } of pair) gradients.set(input, take(size));
    }
    const outputs = await session.run({
      ...feeds,
      ...new TextFeeds(recipe).of(sequences.map(({ length }) => length)),
      [TRAINING_NAMES.state]: floats(states, tokens, recipe.hidden),
      [TRAINING_NAMES.places]: longs(...places),
      [TRAINING_NAMES.targets]: longs(...targets.map((target) => words.indexOf(target))),
      [TRAINING_NAMES.rest]: floats(rest, targets.length, 1),
      [TRAINING_NAMES.shares]: floats(
        new Float32Array(targets.length).fill(1 / targets.length),
        targets.length,
        1,
      ),
    });
    await session.release();
    expect(relativeError(floatData(outputs[TRAINING_NAMES.losses]), losses)).toBeLessThan(1e-3);
    const worst = adapters.map(({ input }) =>
      relativeError(floatData(outputs[TRAINING_NAMES.gradient(input)]), gradients.get(input)!),
    );
    expect(worst).toHaveLength(2 * 7 * (range.end - range.first));
    expect(Math.max(...worst)).toBeLessThan(1e-3);
  });
});
