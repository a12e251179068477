import fc from "fast-check";
import { FUZZ, HOSTILE_TEXTS } from "../../core/testing/hostile-texts.ts";
import { EngineError, type Completer, type CompletionRequest } from "../completer.ts";
import { openRemoteCompleter } from "./open-remote-completer.ts";
import { choice, event, startScriptedServer, type ScriptedServer } from "./testing/scripted-server.ts";

const LIMITS = { retries: 1, firstWaitMs: 1, mostWaitMs: 1, silenceMs: 2_000, replyBytes: 200_000 };
const ROWS = 3;
const REQUESTS = Array.from({ length: ROWS }, (_, row): CompletionRequest => ({
  prompt: { prefix: "a\n", suffix: `${row}` },
  sampling: {
    temperature: 0,
    topK: 0,
    topP: 1,
    minP: 0,
    repetitionPenalty: 1,
    maxTokens: 4,
    stop: ["\n"],
    seed: 0,
  },
}));
const CODES = ["server-unreachable", "server-refused", "server-reply-invalid"];
const HTML = `<!doctype html><html><body><h1>502 Bad Gateway</h1>${"<p>nginx</p>".repeat(200)}</body></html>`;

/** A stream that is right. */
const STREAM = `${REQUESTS.map((_, row) => event({ choices: [choice(row, " Lima", "stop")] })).join("")}data: [DONE]\n\n`;

const text = fc.oneof(fc.constantFrom(...HOSTILE_TEXTS), fc.string({ unit: "grapheme" }));
/** Values of any shape under the names that are read. */
const names = fc.constantFrom(
  "index",
  "text",
  "logprobs",
  "finish_reason",
  "tokens",
  "token_logprobs",
  "content",
);
const anyChoice = fc.dictionary(names, fc.oneof(fc.jsonValue(), text, fc.integer(), fc.array(text)));
const event_ = fc.oneof(
  fc.jsonValue(),
  fc.record({ choices: fc.array(anyChoice) }),
  fc.record({ error: text }),
);
const wrongCounts = fc
  .record({ index: fc.integer({ min: -1, max: 2_000 }), text, tokens: fc.integer({ min: 0, max: 5 }) })
  .map(({ index, text: written, tokens }) => ({
    choices: [
      {
        index,
        text: written,
        finish_reason: "stop",
        logprobs: { tokens: Array.from({ length: tokens }, () => "x"), token_logprobs: [], top_logprobs: [] },
      },
    ],
  }));

const bodies = fc.oneof(
  text,
  fc.constant(HTML),
  fc.json(),
  fc.array(fc.oneof(event_, wrongCounts), { maxLength: 6 }).map((events) => events.map(event).join("")),
  fc.nat({ max: STREAM.length }).map((length) => STREAM.slice(0, length)),
  fc
    .tuple(fc.nat({ max: STREAM.length }), text)
    .map(([at, put]) => STREAM.slice(0, at) + put + STREAM.slice(at)),
  fc.constantFrom("data: ", '{"choices":[').map((start) => start + "[".repeat(100_000)),
  fc.constant(`data: ${"x".repeat(300_000)}`),
);
const statuses = fc.constantFrom(200, 200, 200, 201, 204, 400, 401, 404, 422, 429, 500, 502, 503);

describe("whatever a server replies", () => {
  let server: ScriptedServer;
  let completer: Completer;

  beforeAll(async () => {
    server = await startScriptedServer();
    completer = await openRemoteCompleter({ address: server.address, model: "", key: "" }, LIMITS)({});
  });

  afterAll(() => server.close());

  it("each row ends once: with an answer, or an error of the server in few words", async () => {
    await fc.assert(
      fc.asyncProperty(statuses, bodies, async (status, body) => {
        server.answer = (_, response) => response.writeHead(status).end(status === 204 ? "" : body);
        const ends = REQUESTS.map((): string[] => []);
        await completer.complete(REQUESTS, {
          onCompletion: (row, { text: answer }) => ends[row]!.push(typeof answer),
          onFailure: (row, { failure, message }) => {
            ends[row]!.push(failure.code);
            expect(message.length).toBeLessThan(300);
          },
        });
        for (const end of ends) {
          expect(end).toHaveLength(1);
          expect(["string", ...CODES]).toContain(end[0]);
        }
      }),
      { ...FUZZ, numRuns: 150 },
    );
  }, 60_000);

  it("scores and tokens come in the expected number, or an error of the server does", async () => {
    await fc.assert(
      fc.asyncProperty(statuses, bodies, async (status, body) => {
        server.answer = (_, response) => response.writeHead(status).end(status === 204 ? "" : body);
        const request = { prompt: { prefix: "a", suffix: "b" }, continuation: " c" };
        for (const ask of [() => completer.score([request], {}), () => completer.tokenize("a b")]) {
          const given: unknown = await ask().catch((error: unknown) => error);
          if (given instanceof EngineError) expect(CODES).toContain(given.failure.code);
          else expect(Array.isArray(given)).toBe(true);
        }
      }),
      { ...FUZZ, numRuns: 100 },
    );
  }, 60_000);

  it("a list of models of any shape opens a model or says why not", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.jsonValue(), fc.record({ data: fc.array(fc.record({ id: text })) })),
        async (models) => {
          server.models = models;
          const choice_ = { address: server.address, model: "", key: "" };
          const opened = await openRemoteCompleter(choice_, LIMITS)({}).catch((error: unknown) => error);
          if (opened instanceof Error) expect(opened).toBeInstanceOf(EngineError);
          else expect((opened as Completer).model.contextTokens).toBeGreaterThan(0);
        },
      ),
      { ...FUZZ, numRuns: 60 },
    );
  }, 60_000);
});
