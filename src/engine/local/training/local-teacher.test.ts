import { EngineError } from "../../completer.ts";
import { MOST_TEXT_TOKENS, type TeachEvent, type TeachRequest } from "../../teacher.ts";
import { TeachingPace } from "../../teaching-pace.ts";
import { openGguf } from "../gguf/gguf-file.ts";
import { NodeFileSource } from "../gguf/node-file-source.ts";
import { DecoderWeights } from "../matrices/decoder-weights.ts";
import { loadDecoder } from "../runtime/load-decoder.ts";
import { configureRuntime } from "../graph/ort-session.ts";
import { WorkPace } from "../runtime/work-pace.ts";
import { createTokenizer } from "../tokenizers/create-tokenizer.ts";
import { LocalTeacher } from "./local-teacher.ts";

configureRuntime({ threads: 1 });

const TEXTS = [
  "cat: red",
  "dog: tan",
  "cap: pine",
  "the hat: one",
  "rat: at",
  "an inn: in",
  "the car: three",
];

const lesson = (text: string) => ({
  text: `${text}\n\n`,
  spans: [{ start: text.indexOf(":") + 1, end: text.length + 2 }],
});

const request = (epochs: number): TeachRequest => ({
  texts: TEXTS.slice(0, 5).map(lesson),
  heldBack: TEXTS.slice(5).map(lesson),
  epochs,
  trainings: 1,
  seed: 3,
});

async function openTeacher(pace = new WorkPace()) {
  const path = new URL("../architectures/fixtures/tiny-gemma3.gguf", import.meta.url).pathname;
  const source = await NodeFileSource.open(path);
  const file = await openGguf(source);
  const decoder = await loadDecoder(file);
  const tokenizer = createTokenizer(file.metadata);
  const teacher = new LocalTeacher({
    recipe: decoder.recipe,
    decoder: () => Promise.resolve(decoder),
    tokenizer,
    weights: new DecoderWeights(file),
    pace,
  });
  return { teacher, decoder, close: () => Promise.all([source.close(), decoder.release()]) };
}

type Step = Extract<TeachEvent, { type: "teach-step" }>;
const stepsOf = (events: readonly TeachEvent[]) =>
  events.filter((event): event is Step => event.type === "teach-step");

describe("a teacher of a tiny model", () => {
  it("brings the error down, and the adapter it gives answers otherwise than the model", async () => {
    const { teacher, decoder, close } = await openTeacher();
    const events: TeachEvent[] = [];
    const all = { ...request(80), heldBack: [] };
    const file = await teacher.teach(all, { onEvent: (event) => events.push(event) });
    const losses = stepsOf(events).map(({ loss }) => loss);
    expect(losses.at(-1)!).toBeLessThan(losses[0]! / 2);
    const adapted = teacher.decoderWith(await teacher.addAdapter(file))!;
    const tokens = [2, 280, 281];
    expect(await adapted.runText(tokens)).not.toEqual(await decoder.runText(tokens));
    await close();
  });

  it("tells of every learned word what came before, what came and what was guessed", async () => {
    const { teacher, close } = await openTeacher();
    const events: TeachEvent[] = [];
    await teacher.teach(request(1), { onEvent: (event) => events.push(event) });
    expect(events.map(({ type }) => type)).toEqual([
      "teach-prepared",
      "teach-held-back",
      "teach-step",
      "teach-held-back",
      "teach-kept",
    ]);
    const { tokens } = stepsOf(events)[0]!;
    expect(tokens.map(({ before, target }) => before + target)).toContainEqual("cat: red\n\n");
    for (const { targetProbability, guessProbability } of tokens)
      expect(guessProbability).toBeGreaterThanOrEqual(targetProbability);
    await close();
  });

  it("gives the mean of several trainings, each with the texts in an order of its own, from the same start", async () => {
    const { teacher, close } = await openTeacher();
    const learned = { ...request(2), heldBack: [] };
    const events: TeachEvent[] = [];
    const three = await teacher.teach(
      { ...learned, trainings: 3 },
      { onEvent: (event) => events.push(event) },
    );
    const one = await teacher.teach(learned, {});
    expect(three.length).toBe(one.length);
    expect(teacher.adapterBytes).toBe(one.length);
    expect(three).not.toEqual(one);
    const steps = stepsOf(events);
    expect(steps.map(({ training, step }) => [training, step])).toEqual(
      [1, 2, 3].flatMap((training) => [1, 2].map((step) => [training, step])),
    );
    const [first, , again] = steps;
    expect(again!.loss).toBeCloseTo(first!.loss, 4);
    expect(again!.tokens).not.toEqual(first!.tokens);
    expect(events.at(-1)).toEqual({ type: "teach-kept", trainings: 3, loss: null });
    await close();
  });

  it("tells how likely the held-back texts are with the mean of the trainings", async () => {
    const { teacher, close } = await openTeacher();
    const losses: number[] = [];
    let kept: number | null = null;
    await teacher.teach(
      { ...request(6), trainings: 2 },
      {
        onEvent: (event) => {
          if (event.type === "teach-held-back") losses.push(event.loss);
          if (event.type === "teach-kept") kept = event.loss;
        },
      },
    );
    expect(losses[0]).toBeCloseTo(losses[losses.length / 2]!, 6);
    expect(kept).toBeLessThan(losses[0]!);
    expect(losses).not.toContain(kept);
    await close();
  });

  it("leaves out a training that was cut short after others came to their end", async () => {
    const { teacher, close } = await openTeacher();
    const one = await teacher.teach(request(2), {});
    const pace = new TeachingPace();
    const events: TeachEvent[] = [];
    const cut = await teacher.teach(
      { ...request(2), trainings: 3 },
      {
        pace,
        onEvent: (event) => {
          events.push(event);
          if (event.type === "teach-step" && event.training === 2) pace.set("finish");
        },
      },
    );
    expect(cut).toEqual(one);
    expect(events.at(-1)).toMatchObject({ type: "teach-kept", trainings: 1 });
    await close();
  });

  it("names memory for the attention of the longest text that it takes", async () => {
    const { teacher, decoder, close } = await openTeacher();
    const { heads, layers } = decoder.recipe;
    // Scores and what the way back keeps of them, six values for each two tokens.
    const attention = 4 * 6 * layers.length * heads * MOST_TEXT_TOKENS ** 2;
    expect(teacher.memoryBytes).toBeGreaterThan(attention);
    await close();
  });

  it("gives the same adapter for the same seed, and another for another", async () => {
    const { teacher, close } = await openTeacher();
    const [first, second, other] = [
      await teacher.teach(request(2), {}),
      await teacher.teach(request(2), {}),
      await teacher.teach({ ...request(2), seed: 4 }, {}),
    ];
    expect(second).toEqual(first);
    expect(other).not.toEqual(first);
    await close();
  });

  it("goes one step at a time, and ends with what was learned when it is told to finish", async () => {
    const { teacher, close } = await openTeacher();
    const events: TeachEvent[] = [];
    const pace = new TeachingPace("pause");
    let prepared!: () => void;
    const isPrepared = new Promise<void>((resolve) => (prepared = resolve));
    let stepped!: () => void;
    const hasStepped = new Promise<void>((resolve) => (stepped = resolve));
    const file = teacher.teach(request(9), {
      pace,
      onEvent: (event) => {
        events.push(event);
        if (event.type === "teach-prepared") prepared();
        if (event.type === "teach-held-back" && event.step > 0) stepped();
      },
    });
    await isPrepared;
    expect(stepsOf(events)).toHaveLength(0);
    pace.set("step");
    await hasStepped;
    pace.set("finish");
    await file;
    expect(stepsOf(events)).toHaveLength(1);
    await close();
  });

  it("gives the model as it is where nothing was better for the held-back texts", async () => {
    const { teacher, decoder, close } = await openTeacher();
    const losses: number[] = [];
    const file = await teacher.teach(request(9), {
      pace: new TeachingPace("finish"),
      onEvent: (event) => event.type === "teach-held-back" && losses.push(event.loss),
    });
    expect(losses).toHaveLength(1);
    const adapted = teacher.decoderWith(await teacher.addAdapter(file))!;
    const tokens = [2, 280, 281];
    expect(await adapted.runText(tokens)).toEqual(await decoder.runText(tokens));
    await close();
  });

  it("rests as long as it worked where the engine leaves room, and not as long as a person paused it", async () => {
    let now = 0;
    const rests: number[] = [];
    const wait = (milliseconds: number) => {
      rests.push(milliseconds);
      return Promise.resolve();
    };
    const { teacher, close } = await openTeacher(new WorkPace({ nowMs: () => now, wait }));
    await teacher.teach(request(1), {});
    expect(rests).toEqual([]);
    const gentle = new WorkPace({ nowMs: () => now, wait });
    gentle.setGentle(true);
    const other = await openTeacher(gentle);
    const pace = new TeachingPace("pause");
    const taught = other.teacher.teach(request(1), {
      pace,
      onEvent: (event) => {
        if (event.type !== "teach-held-back" || event.step > 0) return;
        setTimeout(() => {
          now = 60_000;
          pace.set("run");
        });
      },
    });
    await taught;
    expect(rests.length).toBeGreaterThan(3);
    expect(new Set(rests)).toEqual(new Set([0]));
    await Promise.all([close(), other.close()]);
  });

  it("is stopped by its signal, and refuses what is no adapter", async () => {
    const { teacher, close } = await openTeacher();
    const stop = new AbortController();
    const onEvent = () => stop.abort(new Error("stop"));
    await expect(teacher.teach(request(9), { signal: stop.signal, onEvent })).rejects.toThrow("stop");
    await expect(teacher.addAdapter(new Uint8Array(20))).rejects.toThrow(EngineError);
    expect(teacher.decoderWith("unknown")).toBeNull();
    await close();
  });
});
