import type { InferenceSession, Tensor } from "onnxruntime-web/wasm";
import type { Adapter } from "../adapters/adapter.ts";
import { snapshot } from "../adapters/combined-adapters.ts";
import type { DecoderRecipe } from "../architectures/architecture.ts";
import { adapterShapes } from "../adapters/adapter-inputs.ts";
import { floatData, floats, longs } from "../graph/tensors.ts";
import { Adam } from "./adam.ts";
import { groupsWithin, type PreparedText, type SharedText } from "./lesson-texts.ts";
import { shuffled } from "./seeded-random.ts";
import { TextFeeds } from "./text-feeds.ts";
import { TRAINING_NAMES } from "./training-graph.ts";

export interface TrainingOptions {
  readonly learningRate: number;
  /** Texts whose gradients are added up before the adapters change. */
  readonly batch: number;
  /** Puts the texts in order. */
  readonly random: () => number;
}

/** One learned token of a step. */
export interface LearnedPlace {
  /** Which of the texts, and after which of its tokens. */
  readonly text: PreparedText;
  readonly place: number;
  readonly target: number;
  /** The likeliest of the words in play; null where all others together are likelier. */
  readonly guess: number | null;
  readonly targetProbability: number;
  readonly guessProbability: number;
}

/** What one change of the adapters was made from. */
export interface TrainingStep {
  /** Mean negative natural-log probability of the learned tokens, before the change. */
  readonly loss: number;
  readonly learningRate: number;
  readonly gradientNorm: number;
  readonly updateNorm: number;
  readonly places: readonly LearnedPlace[];
}

/** Tokens that run together, the shared ones too: bounds the memory of a step. A longer text runs alone. */
export const STEP_TOKENS = 384;
const ADAM = { weightDecay: 0.01, clipNorm: 1 };
/** Of the running average of the weights: how much of it stays in a step. */
const AVERAGE_DECAY = 0.9;

/**
 * Trains adapters on prepared texts through one training graph. What it gives is a running average of the weights,
 * which lies nearer to the middle of a flat region than the last step does (Polyak and Juditsky 1992; Izmailov et al.
 * 2018, https://arxiv.org/abs/1803.05407) and does not depend on where in the schedule the training ends.
 */
export class Trainer {
  /** The averaged weights. */
  readonly adapter: Adapter;
  readonly #recipe: DecoderRecipe;
  readonly #session: Pick<InferenceSession, "run">;
  readonly #options: TrainingOptions;
  readonly #shared: SharedText;
  readonly #feeds: TextFeeds;
  readonly #parameters: ReadonlyMap<string, Float32Array>;
  readonly #shapes: ReadonlyMap<string, readonly [number, number]>;
  readonly #adam: Adam;
  #steps = 0;

  /**
   * @param session of buildTrainingGraph for the same layers and words
   * @param shared what stands before each text
   * @param start what the training begins with; it stays as it is
   */
  constructor(
    recipe: DecoderRecipe,
    session: Pick<InferenceSession, "run">,
    shared: SharedText,
    start: Adapter,
    options: TrainingOptions,
  ) {
    this.#recipe = recipe;
    this.#session = session;
    this.#shared = shared;
    this.#options = options;
    this.#feeds = new TextFeeds(recipe);
    this.#shapes = adapterShapes(recipe, start.range, start.rank);
    this.#parameters = snapshot(start).tensors;
    this.#adam = new Adam(this.#parameters, ADAM);
    this.adapter = snapshot(start);
  }

  /** The texts in batches, in an order of its own each time. */
  epoch(texts: readonly PreparedText[]): PreparedText[][] {
    const order = shuffled(texts, this.#options.random);
    const batches: PreparedText[][] = [];
    for (let from = 0; from < order.length; from += this.#options.batch)
      batches.push(order.slice(from, from + this.#options.batch));
    return batches;
  }

  /**
   * Changes the adapters by the gradient over the texts. share: part of the full learning rate, between 0 and 1.
   * between: awaited after each run of the graph.
   */
  async step(
    texts: readonly PreparedText[],
    share: number,
    between: () => Promise<void>,
  ): Promise<TrainingStep> {
    const total = texts.reduce((sum, { places }) => sum + places.length, 0);
    const gradients = new Map(
      [...this.#parameters].map(([name, { length }]) => [name, new Float32Array(length)]),
    );
    const places: LearnedPlace[] = [];
    let loss = 0;
    for (const group of this.#groups(texts)) {
      const outputs = await this.#session.run(this.#groupFeeds(group, 1 / total, this.#parameters));
      for (const [name, sum] of gradients) {
        const part = floatData(outputs[TRAINING_NAMES.gradient(name)]);
        for (let i = 0; i < sum.length; i++) sum[i]! += part[i]!;
      }
      for (const value of floatData(outputs[TRAINING_NAMES.losses])) loss += value / total;
      places.push(...learnedPlaces(group, floatData(outputs[TRAINING_NAMES.probabilities])));
      await between();
    }
    const learningRate = this.#options.learningRate * share;
    const taken = this.#adam.step(gradients, learningRate);
    this.#average();
    return { loss, learningRate, places, ...taken };
  }

  /** Mean negative natural-log probability of the texts' learned tokens, with an adapter of the start's shape. */
  async loss(
    { tensors }: Adapter,
    texts: readonly PreparedText[],
    between: () => Promise<void>,
  ): Promise<number> {
    const total = texts.reduce((sum, { places }) => sum + places.length, 0);
    let loss = 0;
    for (const group of this.#groups(texts)) {
      const outputs = await this.#session.run(this.#groupFeeds(group, 1 / total, tensors));
      for (const value of floatData(outputs[TRAINING_NAMES.losses])) loss += value / total;
      await between();
    }
    return loss;
  }

  #groups(texts: readonly PreparedText[]): PreparedText[][] {
    return groupsWithin(texts, STEP_TOKENS - this.#shared.tokens.length);
  }

  /** Moves the average towards the weights; the first steps count more, as there is little to average yet. */
  #average(): void {
    this.#steps += 1;
    const decay = Math.min(AVERAGE_DECAY, (1 + this.#steps) / (10 + this.#steps));
    for (const [name, values] of this.#parameters) {
      const average = this.adapter.tensors.get(name)!;
      for (let i = 0; i < values.length; i++) average[i]! += (1 - decay) * (values[i]! - average[i]!);
    }
  }

  #groupFeeds(
    texts: readonly PreparedText[],
    share: number,
    parameters: ReadonlyMap<string, Float32Array>,
  ): Record<string, Tensor> {
    const { hidden } = this.#recipe;
    const shared = this.#shared.tokens.length;
    const lengths = texts.map(({ tokens }) => tokens.length);
    const tokens = lengths.reduce((sum, length) => sum + length, shared);
    const state = new Float32Array(tokens * hidden);
    state.set(this.#shared.lower);
    const places: number[] = [];
    let start = shared;
    for (const text of texts) {
      state.set(text.lower, start * hidden);
      places.push(...text.places.map((place) => start + place));
      start += text.tokens.length;
    }
    const count = places.length;
    const feeds: Record<string, Tensor> = {
      ...this.#feeds.of(lengths, shared),
      [TRAINING_NAMES.state]: floats(state, tokens, hidden),
      [TRAINING_NAMES.places]: longs(...places),
      [TRAINING_NAMES.targets]: longs(...texts.flatMap(({ targets }) => targets)),
      [TRAINING_NAMES.rest]: floats(Float32Array.from(texts.flatMap(({ rest }) => [...rest])), count, 1),
      [TRAINING_NAMES.shares]: floats(new Float32Array(count).fill(share), count, 1),
    };
    for (const [name, shape] of this.#shapes) feeds[name] = floats(parameters.get(name)!, ...shape);
    return feeds;
  }
}

/** probabilities: [N, W + 1], the last column for all other words. */
function learnedPlaces(texts: readonly PreparedText[], probabilities: Float32Array): LearnedPlace[] {
  const all = texts.flatMap((text) =>
    text.places.map((place, i) => ({ text, place, target: text.targets[i]! })),
  );
  const width = probabilities.length / all.length;
  return all.map((learned, row) => {
    const ofRow = probabilities.subarray(row * width, (row + 1) * width);
    const best = ofRow.reduce((largest, value, word) => (value > ofRow[largest]! ? word : largest), 0);
    return {
      ...learned,
      guess: best === width - 1 ? null : best,
      targetProbability: ofRow[learned.target]!,
      guessProbability: ofRow[best]!,
    };
  });
}
