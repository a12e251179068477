import { bytesToHex } from "@noble/hashes/utils.js";
import { sha256 } from "@noble/hashes/sha2.js";
import {
  MOST_TEXT_TOKENS,
  type LearnedToken,
  type TeachCalls,
  type Teacher,
  type TeachRequest,
} from "../../teacher.ts";
import { TeachingPace } from "../../teaching-pace.ts";
import type { DecoderRecipe } from "../architectures/architecture.ts";
import type { Adapter } from "../adapters/adapter.ts";
import { adapterFileBytes, readAdapter, writeAdapter } from "../adapters/adapter-file.ts";
import { adapterShapes, upperLayers } from "../adapters/adapter-inputs.ts";
import type { DecoderWeights } from "../matrices/decoder-weights.ts";
import type { LayerRange } from "../matrices/layer-range.ts";
import { lastMatrixName } from "../runtime/matrix-names.ts";
import { createSession } from "../graph/ort-session.ts";
import type { PackedDecoder } from "../runtime/packed-decoder.ts";
import type { WorkPace } from "../runtime/work-pace.ts";
import type { Tokenizer } from "../tokenizers/tokenizer.ts";
import { freshAdapter, meanAdapter } from "../adapters/combined-adapters.ts";
import { MOST_WORDS, prepareLesson, wordRows, type Lesson } from "./lesson-texts.ts";
import { runTraining } from "./run-training.ts";
import { normal, seededRandom } from "./seeded-random.ts";
import { STEP_TOKENS, Trainer, type TrainingStep } from "./trainer.ts";
import { buildTrainingGraph } from "./training-graph.ts";

/** See DECISIONS.md for how they were found. */
const RANK = 8;
const LEARNING_RATE = 2e-3;
const BATCH_TEXTS = 8;

/** Of a step: a text that is longer than the others of a step together runs alone. */
const MOST_STEP_TOKENS = Math.max(STEP_TOKENS, MOST_TEXT_TOKENS);

/** Characters of the text before a learned token that are told. */
const TOLD_CHARACTERS = 160;

export interface LocalTeacherParts {
  readonly recipe: DecoderRecipe;
  /** One that takes adapters; loaded when it is first wanted, where another runs the model. */
  readonly decoder: () => Promise<PackedDecoder>;
  readonly tokenizer: Tokenizer;
  /** Of the file that the decoder was loaded from, which must stay open. */
  readonly weights: DecoderWeights;
  /** That of the engine: where it is gentle, teaching rests too. */
  readonly pace: WorkPace;
}

/** Trains and holds adapters of a model that is open. */
export class LocalTeacher implements Teacher {
  readonly #parts: LocalTeacherParts;
  readonly #range: LayerRange;
  readonly #adapted = new Map<string, PackedDecoder>();

  constructor(parts: LocalTeacherParts) {
    this.#parts = parts;
    this.#range = upperLayers(parts.recipe);
  }

  /**
   * Weights of the trained layers and the words in play, twice while they are handed to onnxruntime; activations of a
   * step; adapters with both moments of Adam and their average, and those of the trainings before.
   */
  get memoryBytes(): number {
    const { hidden, heads, keyValueHeads, headDim, feedForward } = this.#parts.recipe;
    const layers = this.#range.end - this.#range.first;
    const attention = (heads + 2 * keyValueHeads) * headDim;
    const matrices = hidden * (attention + heads * headDim + 3 * feedForward);
    const perToken = 16 * hidden + 6 * attention + 14 * feedForward + 6 * heads * MOST_STEP_TOKENS;
    const weights = layers * matrices + MOST_WORDS * hidden;
    return 4 * (2 * weights + layers * MOST_STEP_TOKENS * perToken + 10 * this.#parameterCount());
  }

  get adapterBytes(): number {
    return adapterFileBytes({ range: this.#range, rank: RANK }, this.#parts.recipe);
  }

  async teach(request: TeachRequest, calls: TeachCalls): Promise<Uint8Array<ArrayBuffer>> {
    const { signal, pace = new TeachingPace(), onEvent = () => {} } = calls;
    const { recipe, tokenizer, weights, pace: work } = this.#parts;
    const decoder = await this.#parts.decoder();
    work.begin();
    const between = async (): Promise<void> => {
      await work.rest();
      signal?.throwIfAborted();
    };
    const matrix = await weights.matrix(lastMatrixName(weights), recipe.vocabulary, recipe.hidden);
    const last = { norm: await weights.vector("output_norm.weight", recipe.hidden), rows: matrix };
    const all = [...request.texts, ...request.heldBack];
    const lesson = await prepareLesson(all, { decoder, tokenizer, last }, between);
    const texts = lesson.texts.slice(0, request.texts.length);
    const heldBack = lesson.texts.slice(request.texts.length);
    const graph = await buildTrainingGraph(recipe, weights, wordRows(matrix, lesson), this.#range);
    const session = await createSession(graph, false);
    try {
      const steps = Math.ceil(texts.length / BATCH_TEXTS) * request.epochs;
      onEvent({
        type: "teach-prepared",
        layers: this.#range.end - this.#range.first,
        parameters: this.#parameterCount(),
        words: lesson.words.length,
        trainings: request.trainings,
        steps,
      });
      const random = seededRandom(request.seed);
      const start = freshAdapter(recipe, this.#range, RANK, () => normal(random));
      const options = { learningRate: LEARNING_RATE, batch: BATCH_TEXTS, random };
      const trainerOf = () => new Trainer(recipe, session, lesson.shared, start, options);
      const held = async (adapter: Adapter): Promise<number | null> =>
        heldBack.length === 0 ? null : trainerOf().loss(adapter, heldBack, between);
      const untaught = await held(start);
      const learned: Adapter[] = [];
      for (let training = 1; training <= request.trainings; training++) {
        const onHeldBack = (step: number, loss: number) =>
          onEvent({ type: "teach-held-back", training, step, loss });
        if (untaught !== null) onHeldBack(0, untaught);
        const { adapter, isCut } = await runTraining(
          trainerOf(),
          { learned: texts, heldBack, untaught, epochs: request.epochs, steps },
          {
            signal,
            pace,
            work,
            between,
            onHeldBack,
            onStep: ({ places, ...taken }) =>
              onEvent({ type: "teach-step", training, ...taken, tokens: this.#told(places, lesson) }),
          },
        );
        // One that was cut short would draw the finished ones back to where they began.
        if (!isCut || learned.length === 0) learned.push(adapter);
        if (isCut) break;
      }
      const mean = meanAdapter(learned);
      onEvent({ type: "teach-kept", trainings: learned.length, loss: await held(mean) });
      return writeAdapter(mean, recipe);
    } finally {
      await session.release();
    }
  }

  async addAdapter(file: Uint8Array<ArrayBuffer>): Promise<string> {
    const hash = bytesToHex(sha256(file));
    if (!this.#adapted.has(hash)) {
      const decoder = await this.#parts.decoder();
      this.#adapted.set(hash, decoder.withAdapter(readAdapter(file, decoder.recipe, this.#range)));
    }
    return hash;
  }

  removeAdapter(hash: string): void {
    this.#adapted.get(hash)?.dropPrefixes();
    this.#adapted.delete(hash);
  }

  /** The model with an adapter; null where none of this hash was added. */
  decoderWith(hash: string): PackedDecoder | null {
    return this.#adapted.get(hash) ?? null;
  }

  #parameterCount(): number {
    const shapes = adapterShapes(this.#parts.recipe, this.#range, RANK);
    return [...shapes.values()].reduce((sum, [rows, columns]) => sum + rows * columns, 0);
  }

  #told(places: TrainingStep["places"], { words, shared }: Lesson): LearnedToken[] {
    const { tokenizer } = this.#parts;
    const begin = tokenizer.beginToken === null ? 0 : 1;
    return places.map(({ text, place, target, guess, targetProbability, guessProbability }) => ({
      before: tokenizer
        .decode([...shared.tokens, ...text.tokens.slice(0, place + 1)].slice(begin))
        .slice(-TOLD_CHARACTERS),
      target: tokenizer.decode([words[target]!]),
      guess: guess === null ? null : tokenizer.decode([words[guess]!]),
      targetProbability,
      guessProbability,
    }));
  }
}
