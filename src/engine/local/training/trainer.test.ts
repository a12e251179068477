import { freshAdapter } from "../adapters/combined-adapters.ts";
import { openGguf } from "../gguf/gguf-file.ts";
import { NodeFileSource } from "../gguf/node-file-source.ts";
import { upperLayers } from "../adapters/adapter-inputs.ts";
import { DecoderWeights } from "../matrices/decoder-weights.ts";
import { loadDecoder } from "../runtime/load-decoder.ts";
import { lastMatrixName } from "../runtime/matrix-names.ts";
import { configureRuntime, createSession } from "../graph/ort-session.ts";
import { createTokenizer } from "../tokenizers/create-tokenizer.ts";
import { prepareLesson, wordRows, type PreparedText, type SharedText } from "./lesson-texts.ts";
import { normal, seededRandom } from "./seeded-random.ts";
import { Trainer } from "./trainer.ts";
import { buildTrainingGraph } from "./training-graph.ts";

configureRuntime({ threads: 1 });

const SHOWN = "cat: red\n\ndog: tan\n\n";
const ROWS = ["cap: pine", "the hat: one", "rat: at", "an inn: in"];
const NOTHING: SharedText = { tokens: [], lower: new Float32Array() };
const RANK = 4;
const SEED = 5;

const pause = () => Promise.resolve();

/** The text with what all share before it, as its own. */
const whole = (text: PreparedText, { tokens, lower }: SharedText): PreparedText => ({
  ...text,
  tokens: [...tokens, ...text.tokens],
  lower: Float32Array.of(...lower, ...text.lower),
  places: text.places.map((place) => place + tokens.length),
});

async function openTraining(family: string) {
  const path = new URL(`../architectures/fixtures/tiny-${family}.gguf`, import.meta.url).pathname;
  const source = await NodeFileSource.open(path);
  const file = await openGguf(source);
  const decoder = await loadDecoder(file);
  const { recipe } = decoder;
  const weights = new DecoderWeights(file);
  const last = {
    norm: await weights.vector("output_norm.weight", recipe.hidden),
    rows: await weights.matrix(lastMatrixName(weights), recipe.vocabulary, recipe.hidden),
  };
  const texts = ROWS.map((row) => ({
    text: `${SHOWN}${row}\n\n`,
    spans: [{ start: SHOWN.length + row.indexOf(":") + 1, end: SHOWN.length + row.length + 2 }],
  }));
  const tokenizer = createTokenizer(file.metadata);
  const lesson = await prepareLesson(texts, { decoder, tokenizer, last }, pause);
  const range = upperLayers(recipe);
  const session = await createSession(
    await buildTrainingGraph(recipe, weights, wordRows(last.rows, lesson), range),
    false,
  );
  await source.close();
  let runs = 0;
  const counted: Pick<typeof session, "run"> = {
    run: (feeds: Parameters<typeof session.run>[0]) => {
      runs += 1;
      return session.run(feeds);
    },
  };
  const trainer = (shared: SharedText) => {
    const random = seededRandom(SEED);
    const start = freshAdapter(recipe, range, RANK, () => normal(random));
    return new Trainer(recipe, counted, shared, start, { learningRate: 0.01, batch: 2, random });
  };
  return {
    lesson,
    trainer,
    runs: () => runs,
    close: () => Promise.all([session.release(), decoder.release()]),
  };
}

describe.each(["gemma3", "llama"])("a trainer of a random %s model", (family) => {
  it("makes of what texts share, run once, the same as of whole texts", async () => {
    const { lesson, trainer, close } = await openTraining(family);
    const { shared, texts } = lesson;
    expect(shared.tokens.length).toBeGreaterThan(8);
    const alone = texts.map((text) => whole(text, shared));
    const [together, apart] = [trainer(shared), trainer(NOTHING)];
    const ofTexts = await together.loss(together.adapter, texts, pause);
    expect(ofTexts).toBeCloseTo(await apart.loss(apart.adapter, alone, pause), 4);
    for (let step = 0; step < 3; step++) {
      const ours = await together.step(texts, 1, pause);
      const theirs = await apart.step(alone, 1, pause);
      expect(ours.loss).toBeCloseTo(theirs.loss, 3);
      expect(ours.gradientNorm / theirs.gradientNorm).toBeCloseTo(1, 2);
    }
    await close();
  });

  it("adds up the gradients of texts that do not run together", async () => {
    const { lesson, trainer, runs, close } = await openTraining(family);
    const { shared, texts } = lesson;
    const many = Array.from({ length: 20 }, () => texts).flat();
    const once = await trainer(shared).step(texts, 1, pause);
    expect(runs()).toBe(1);
    const often = await trainer(shared).step(many, 1, pause);
    expect(runs()).toBeGreaterThan(2);
    expect(often.places).toHaveLength(20 * once.places.length);
    expect(often.loss / once.loss).toBeCloseTo(1, 4);
    expect(often.gradientNorm / once.gradientNorm).toBeCloseTo(1, 4);
    expect(often.updateNorm / once.updateNorm).toBeCloseTo(1, 3);
    await close();
  });

  it("gives an average of the weights that follows the training", async () => {
    const { lesson, trainer, close } = await openTraining(family);
    const trained = trainer(lesson.shared);
    const before = await trained.loss(trained.adapter, lesson.texts, pause);
    let last = Infinity;
    for (let step = 0; step < 12; step++) last = (await trained.step(lesson.texts, 1, pause)).loss;
    const averaged = await trained.loss(trained.adapter, lesson.texts, pause);
    expect(averaged).toBeLessThan(before);
    expect(averaged).not.toBeCloseTo(last, 4);
    await close();
  });
});
