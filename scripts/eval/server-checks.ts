import type {
  Completer,
  CompletionRequest,
  Constraint,
  SamplingOptions,
} from "../../src/engine/completer.ts";
import { EngineError } from "../../src/engine/completer.ts";

const GREEDY: SamplingOptions = {
  temperature: 0,
  topK: 0,
  topP: 1,
  minP: 0,
  repetitionPenalty: 1,
  maxTokens: 8,
  stop: ["\n"],
  seed: 7,
};
const EXAMPLES = "Peru: Lima\nJapan: Tokyo\nKenya: Nairobi\nNorway: Oslo\n";
/** Characters of one to four bytes, some of which are no token of their own. */
const TEXTS = ["Peru Lima", "  two  spaces\n\n", "naïve 東京 🦜", "<b>x</b>", "2024-02-29"];
/** A character that Gemma's vocabulary has as bytes alone. */
const BYTES = "𝔘";
const DIGIT = { oneOf: [..."0123456789"], min: 4, max: 4 };
const YEAR: Constraint = {
  allowed: { kind: "pattern", alternatives: [[DIGIT]] },
  before: " ",
  after: "",
};
const MANY = Array.from({ length: 30 }, (_, place) => `Town ${place + 1}`);
const TOWN: Constraint = { allowed: { kind: "texts", texts: [...MANY, "Paris"] }, before: " ", after: "" };
/** In nats. Weights and arithmetic of the two differ in their last bits. */
const MOST_APART = 0.5;

export interface ServerCheck {
  readonly name: string;
  /** Asks about tokens that are no whole character, of which llama-server tells nothing. */
  readonly isOfBytes?: true;
  /** What is wrong; null for nothing. */
  readonly run: (server: Completer, local: Completer) => Promise<string | null>;
}

const row = (country: string, more: Partial<CompletionRequest> = {}): CompletionRequest => ({
  prompt: { prefix: EXAMPLES, suffix: `${country}:` },
  sampling: GREEDY,
  ...more,
});

/** Each row's text and why it ended, or the code of its failure. */
async function outcomes(completer: Completer, requests: readonly CompletionRequest[]): Promise<string[]> {
  const told: string[] = [];
  await completer.complete(requests, {
    onCompletion: (index, { text, finish }) => (told[index] = `${JSON.stringify(text)} ${finish}`),
    onFailure: (index, { failure }) => (told[index] = failure.code),
  });
  return told;
}

async function sameOutcomes(
  server: Completer,
  local: Completer,
  requests: readonly CompletionRequest[],
): Promise<string | null> {
  const [theirs, ours] = [await outcomes(server, requests), await outcomes(local, requests)];
  const differ = ours.flatMap((text, index) => (text === theirs[index] ? [] : [`${text}, ${theirs[index]}`]));
  return differ.length === 0 ? null : differ.join("; ");
}

/** Scores of the texts behind a prompt, as a whole and of their last characters. */
async function sameScores(
  server: Completer,
  local: Completer,
  texts: readonly string[],
): Promise<string | null> {
  const requests = texts.map((text) => ({
    prompt: { prefix: EXAMPLES, suffix: "Spain:" },
    continuation: ` ${text}`,
    spans: [
      { start: 0, end: 1 + text.length },
      { start: text.length - 1, end: text.length + 1 },
    ],
  }));
  const [theirs, ours] = [await server.score(requests, {}), await local.score(requests, {})];
  for (const [index, { spans }] of ours.entries()) {
    const given = theirs[index]!.spans;
    // Bytes that are no whole character are told in several ways: tokens are counted.
    const [wantedTokens, givenTokens] = [spans, given].map((all) => all.map(({ length }) => length).join());
    if (wantedTokens !== givenTokens) return `${wantedTokens} tokens, ${givenTokens}`;
    const [wantedSum, givenSum] = [spans, given].map((all) =>
      all.flat().reduce((sum, token) => sum + token.logProbability, 0),
    ) as [number, number];
    const count = spans.flat().length;
    if (Math.abs(wantedSum - givenSum) / count > MOST_APART) return `${wantedSum}, ${givenSum}`;
  }
  return null;
}

const draw = (seed: number) => row("Spain", { sampling: { ...GREEDY, temperature: 1.5, seed } });

/** What the engine asks of a server, each against the local engine with the same model. */
export const SERVER_CHECKS: readonly ServerCheck[] = [
  {
    name: "texts are cut into the same tokens, and spelled alike",
    run: async (server, local) => {
      for (const text of TEXTS) {
        const [theirs, ours] = [await server.tokenize(text), await local.tokenize(text)];
        const [given, wanted] = [theirs, ours].map((all) =>
          JSON.stringify(all.map(({ id, text }) => [id, text])),
        );
        if (given !== wanted) return `${wanted}, ${given}`;
      }
      return null;
    },
  },
  {
    name: "texts behind a prompt are scored alike, token by token",
    run: (server, local) => sameScores(server, local, TEXTS),
  },
  {
    name: "bytes that are no whole character are scored alike",
    isOfBytes: true,
    run: (server, local) => sameScores(server, local, [BYTES, `a ${BYTES} b`]),
  },
  {
    name: "a batch is answered, each row to itself, and ends at its stop",
    run: (server, local) =>
      sameOutcomes(
        server,
        local,
        ["France", "Italy", "Germany", "Egypt", "Poland", "Greece"].map((country) => row(country)),
      ),
  },
  {
    name: "an answer that is too long is cut",
    run: (server, local) =>
      sameOutcomes(server, local, [row("France", { sampling: { ...GREEDY, maxTokens: 1 } })]),
  },
  {
    name: "a pattern and a set of many texts hold the answer",
    run: async (server) => {
      const [year, town] = await outcomes(server, [
        row("Year", { constraint: YEAR }),
        row("France", { constraint: TOWN }),
      ]);
      if (!/^" \d{4}" /.test(year!)) return `year: ${year}`;
      return /^" (Town \d+|Paris)" /.test(town!) ? null : `town: ${town}`;
    },
  },
  {
    name: "a small set is chosen from as by the local engine",
    run: (server, local) => {
      const texts = ["Paris", "Parma", "New York", "Washington"];
      const constraint: Constraint = { allowed: { kind: "texts", texts }, before: " ", after: "" };
      return sameOutcomes(server, local, [row("France", { constraint }), row("USA", { constraint })]);
    },
  },
  {
    name: "a draw is the same with the same seed, and another with another",
    run: async (server) => {
      const [one, same] = [await outcomes(server, [draw(1)]), await outcomes(server, [draw(1)])];
      if (one[0] !== same[0]) return `${one[0]}, ${same[0]}`;
      const others = await outcomes(server, [2, 3, 4, 5].map(draw));
      return others.some((text) => text !== one[0]) ? null : `always ${one[0]}`;
    },
  },
  {
    name: "a prompt that is too long is refused alone",
    run: async (server) => {
      const long = `${"word ".repeat(server.model.contextTokens)}:`;
      const told = await outcomes(server, [row("France"), row(long), row("Italy")]);
      const isAlone =
        told[1] === "server-refused" && [told[0], told[2]].every((text) => text?.endsWith("stop"));
      return isAlone ? null : told.join("; ");
    },
  },
  {
    name: "a cancelled call ends at once, and the next is answered",
    run: async (server) => {
      const stopping = new AbortController();
      const long = { ...GREEDY, maxTokens: 400, stop: [] };
      const call = server.complete([row("France", { sampling: long })], { signal: stopping.signal });
      setTimeout(() => stopping.abort(new Error("stop")), 500);
      const reason = await call.then(
        () => "it was answered",
        (error: unknown) => (error instanceof EngineError ? error.message : null),
      );
      if (reason !== null) return reason;
      const [next] = await outcomes(server, [row("Italy")]);
      return next!.endsWith("stop") ? null : next!;
    },
  },
];
