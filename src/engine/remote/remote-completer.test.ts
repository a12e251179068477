import type { Completion, CompletionRequest } from "../completer.ts";
import { GREEDY } from "../testing/greedy.ts";
import type { TrafficEntry } from "../traffic.ts";
import { openRemoteCompleter } from "./open-remote-completer.ts";
import type { ConnectionLimits } from "./server-connection.ts";
import {
  choice,
  event,
  promptsOf,
  startScriptedServer,
  writes,
  type Answer,
  type ScriptedServer,
} from "./testing/scripted-server.ts";

const FAST = { retries: 2, firstWaitMs: 1, mostWaitMs: 5, silenceMs: 300 };

const row = (suffix: string, more: Partial<CompletionRequest> = {}): CompletionRequest => ({
  prompt: { prefix: "Peru Lima\n", suffix },
  sampling: GREEDY,
  ...more,
});

let server: ScriptedServer;
const traffic: TrafficEntry[] = [];

const open = (limits: Partial<ConnectionLimits> = {}, key = "") =>
  openRemoteCompleter(
    { address: `${server.address}/v1/`, model: "", key },
    { ...FAST, ...limits },
  )({
    onTraffic: (entries) => traffic.push(...entries),
  });

/** Every outcome in the order of the requests. */
async function outcomes(
  requests: readonly CompletionRequest[],
  limits: Partial<ConnectionLimits> = {},
): Promise<string[]> {
  const told: string[] = [];
  const completer = await open(limits);
  await completer.complete(requests, {
    onCompletion: (index, { text }) => (told[index] = text),
    onFailure: (index, { failure }) => (told[index] = failure.code),
    onCancelled: (index) => (told[index] = "cancelled"),
  });
  return told;
}

async function completions(requests: readonly CompletionRequest[]): Promise<Completion[]> {
  const told: Completion[] = [];
  const completer = await open();
  await completer.complete(requests, { onCompletion: (index, completion) => (told[index] = completion) });
  return told;
}

/** Answers the first so many requests in another way. */
function first(times: number, other: Answer, then: Answer): Answer {
  let left = times;
  return (request, response) => (left-- > 0 ? other : then)(request, response);
}

const status = (code: number, body: string, headers: Record<string, string> = {}): Answer => {
  return (_, response) => response.writeHead(code, headers).end(body);
};

describe("a model on a server", () => {
  beforeEach(async () => {
    traffic.length = 0;
    server = await startScriptedServer(writes((prompt) => ` ${prompt.split("\n")[1]!.toUpperCase()}`));
  });

  afterEach(() => server.close());

  it("is named by the server, and has the same identity wherever it is served", async () => {
    const { model } = await open();
    expect(model).toMatchObject({ name: "tiny (server)", contextTokens: 512, serverOrigin: server.address });
    server.models = { data: [{ id: "other", owned_by: "vllm" }] };
    expect((await open()).model.hash).not.toBe(model.hash);
  });

  it("says which models there are where the named one is not among them", async () => {
    const opening = openRemoteCompleter({ address: server.address, model: "huge", key: "" })({});
    await expect(opening).rejects.toMatchObject({
      failure: { code: "model-missing", detail: "the server has tiny" },
    });
  });

  it("is sent its key, and only where there is one", async () => {
    const completer = await open({}, "secret");
    await completer.complete([row("a")], {});
    await (await open()).complete([row("b")], {});
    expect(server.seen.map(({ authorization }) => authorization)).toEqual(["Bearer secret", undefined]);
  });

  it("answers rows in few requests, the shared part first in each, one row ahead of the others", async () => {
    const names = Array.from({ length: 70 }, (_, place) => `row ${place}`);
    expect(await outcomes(names.map((name) => row(name)))).toEqual(
      names.map((name) => ` ${name.toUpperCase()}`),
    );
    expect(server.seen.map((request) => promptsOf(request).length)).toEqual([1, 32, 32, 5]);
    expect(
      server.seen.every((request) => promptsOf(request).every((text) => text.startsWith("Peru Lima\n"))),
    ).toBe(true);
  });

  it.each(["vllm", "someone"])(
    "says every setting to vLLM, which has other usual ones (%s)",
    async (owner) => {
      server.models = { data: [{ id: "tiny", owned_by: owner }] };
      await outcomes([row("a")]);
      const { top_k, min_p, repetition_penalty } = server.seen[0]!.body;
      const said = owner === "vllm" ? [-1, 0, 1] : [undefined, undefined, undefined];
      expect([top_k, min_p, repetition_penalty]).toEqual(said);
    },
  );

  it("keeps the probability of a token whose text an unlikely one has too", async () => {
    server.answer = (_, response) => {
      const logprobs = { tokens: [" "], token_logprobs: [-0.1], top_logprobs: [{ " ": -32, "\n": -3 }] };
      response.end(event({ choices: [{ index: 0, text: " ", logprobs, finish_reason: "stop" }] }));
    };
    const [completion] = await completions([row("ab")]);
    expect(completion!.tokens[0]!.candidates[0]).toEqual({ id: -1, text: " ", logProbability: -0.1 });
  });

  it("tells the tokens with their probabilities and rivals", async () => {
    const [completion] = await completions([row("ab")]);
    expect(completion).toMatchObject({ text: " AB", finish: "stop" });
    expect(completion!.tokens.map(({ text }) => text)).toEqual([" ", "A", "B"]);
    expect(completion!.tokens[1]!.candidates).toEqual([{ id: -1, text: "A", logProbability: Math.log(0.5) }]);
  });

  it("counts what went over the network, in both directions", async () => {
    await outcomes([row("a")]);
    expect(traffic).toHaveLength(2);
    expect(traffic[1]!.origin).toBe(server.address);
    expect(traffic[1]!.bytes).toBeGreaterThan(JSON.stringify(server.seen[0]!.body).length);
  });

  it.each([429, 500, 503])("asks again after %i", async (code) => {
    server.answer = first(2, status(code, "busy"), server.answer);
    expect(await outcomes([row("a")])).toEqual([" A"]);
    expect(server.seen).toHaveLength(3);
  });

  it("waits as long as the server asks for, within bounds", async () => {
    server.answer = first(1, status(429, "", { "Retry-After": "3600" }), server.answer);
    expect(await outcomes([row("a")], { mostWaitMs: 20 })).toEqual([" A"]);
  });

  it.each([401, 403, 404])("does not ask again after %i, and says what the server said", async (code) => {
    server.answer = status(code, JSON.stringify({ error: { message: "no such key" } }));
    const completer = await open();
    const failures: unknown[] = [];
    await completer.complete([row("a")], { onFailure: (_, { failure }) => failures.push(failure) });
    expect(failures).toEqual([
      { code: "server-refused", address: server.address, status: code, detail: "no such key" },
    ]);
    expect(server.seen).toHaveLength(1);
  });

  it("goes on with the rows that are not finished where a stream is cut", async () => {
    const whole = server.answer;
    const cut: Answer = (_, response) => {
      response.write(event({ choices: [choice(0, " one", "stop")] }));
      response.write(event({ choices: [choice(1, " hal", null)] }));
      setTimeout(() => response.destroy(), 20);
    };
    server.answer = first(1, cut, whole);
    expect(await outcomes([row("a"), row("b")])).toEqual([" one", " B"]);
    expect(promptsOf(server.seen[1]!)).toEqual(["Peru Lima\nb"]);
  });

  it("ends a row whose stream is always too short", async () => {
    server.answer = (_, response) =>
      response.end(`${event({ choices: [choice(0, " h", null)] })}data: [DONE]\n\n`);
    expect(await outcomes([row("a")])).toEqual(["server-reply-invalid"]);
  });

  it("gives a server up that falls silent", async () => {
    server.answer = (_, response) => void response.write(event({ choices: [] }));
    expect(await outcomes([row("a")], { silenceMs: 40, retries: 1 })).toEqual(["server-unreachable"]);
    expect(server.seen).toHaveLength(2);
  });

  it("says so where nothing answers at the address", async () => {
    await server.close();
    await expect(open()).rejects.toMatchObject({ failure: { code: "server-unreachable" } });
  });

  it("keeps a refused row from its neighbours", async () => {
    const whole = server.answer;
    server.answer = (request, response) =>
      promptsOf(request).some((text) => text.endsWith("bad"))
        ? status(400, JSON.stringify({ error: { message: "too long" } }))(request, response)
        : whole(request, response);
    expect(await outcomes([row("a"), row("bad"), row("c")])).toEqual([" A", "server-refused", " C"]);
  });

  it("keeps a row from its neighbours that is refused when they are being answered", async () => {
    const whole = server.answer;
    server.answer = (request, response) =>
      promptsOf(request).some((text) => text.endsWith("bad"))
        ? response.end(event({ error: { code: 400, message: "too long" } }))
        : whole(request, response);
    expect(await outcomes([row("a"), row("bad"), row("c")])).toEqual([" A", "server-refused", " C"]);
  });

  it("makes no more requests at once than it may", async () => {
    let [open, most] = [0, 0];
    const whole = server.answer;
    server.answer = (request, response) => {
      most = Math.max(most, ++open);
      setTimeout(() => {
        open--;
        whole(request, response);
      }, 10);
    };
    const drawn = Array.from({ length: 12 }, (_, seed) =>
      row(`r${seed}`, { sampling: { ...GREEDY, temperature: 1, seed } }),
    );
    expect(await outcomes(drawn, { requests: 3 })).toHaveLength(12);
    expect(most).toBe(3);
  });

  it("drops one row alone, and the request once nobody wants its rows", async () => {
    const dropping = new AbortController();
    let close = (): void => {};
    const isClosed = new Promise<void>((resolve) => (close = resolve));
    server.answer = (_, response) => {
      response.once("close", close);
      response.write(event({ choices: [] }));
      dropping.abort();
    };
    const dropped = await outcomes([row("a", { signal: dropping.signal })], { silenceMs: 5_000 });
    expect(dropped).toEqual(["cancelled"]);
    await isClosed;
  });

  it("rejects with the reason when all of it is cancelled", async () => {
    const stopping = new AbortController();
    server.answer = () => stopping.abort(new Error("stop"));
    const completer = await open({ silenceMs: 5_000 });
    await expect(completer.complete([row("a")], { signal: stopping.signal })).rejects.toThrow("stop");
  });

  it("follows no redirect: text goes to the named address only", async () => {
    server.answer = status(307, "", { Location: "http://127.0.0.1:9/v1/completions" });
    expect(await outcomes([row("a")], { retries: 0 })).toEqual(["server-unreachable"]);
  });

  it("holds patterns and large sets by the server's own guidance", async () => {
    const digits = { oneOf: [..."0123456789"], min: 4, max: 4 };
    const year = { allowed: { kind: "pattern" as const, alternatives: [[digits]] }, before: " ", after: "" };
    await outcomes([row("a", { constraint: year })]);
    expect(server.seen[0]!.body["guided_regex"]).toBe(" ((0|1|2|3|4|5|6|7|8|9){4,4})(\\n)?");
    const texts = Array.from({ length: 30 }, (_, place) => `label ${place}`);
    const large = { allowed: { kind: "texts" as const, texts }, before: " ", after: "" };
    await outcomes([row("a", { constraint: large })]);
    expect(server.seen[1]!.body["guided_choice"]).toEqual(texts.map((text) => ` ${text}`));
  });

  it.each(["vllm", "llamacpp"])(
    "cuts a text into its own tokens, without a start token (%s)",
    async (owner) => {
      server.models = { data: [{ id: "tiny", owned_by: owner }] };
      server.answer = ({ body }, response) => {
        const isStarted = body["add_special_tokens"] === true || body["add_special"] === true;
        const tokens = isStarted ? [2, 5] : [5];
        const pieces = tokens.map((id) => ({ id, piece: id === 2 ? "<bos>" : "hi" }));
        response.end(JSON.stringify({ tokens: owner === "vllm" ? tokens : pieces }));
      };
      expect((await (await open()).tokenize("hi")).map(({ id }) => id)).toEqual([5]);
    },
  );

  it("leaves the start token out that an echo begins with", async () => {
    server.answer = ({ path }, response) => {
      if (path === "/tokenize") return void response.writeHead(404).end();
      const logprobs = { tokens: ["<s>", "h", "i"], token_logprobs: [null, -1, -1] };
      response.end(JSON.stringify({ choices: [{ index: 0, text: "hi", logprobs }] }));
    };
    expect((await (await open()).tokenize("hi")).map(({ text }) => text)).toEqual(["h", "i"]);
  });

  it("finds the tokens of a label in an echo, whose offsets count the start token's letters", async () => {
    server.answer = (_, response) => {
      const logprobs = {
        tokens: ["<bos>", "Zo", "ë", ":", " ", "", "", "", "𝔘"],
        token_logprobs: [null, -1, -2, -3, -4, -5, -6, -7, -8],
        text_offset: [0, 5, 7, 8, 9, 10, 10, 10, 10],
      };
      response.end(JSON.stringify({ choices: [{ index: 0, text: "Zoë: 𝔘", logprobs }] }));
    };
    const request = { prompt: { prefix: "Zoë", suffix: ":" }, continuation: " 𝔘" };
    const [score] = await (await open()).score([request], {});
    expect(score!.spans[0]!.map(({ logProbability }) => logProbability)).toEqual([-4, -5, -6, -7, -8]);
  });

  it("does not ask llama-server for the probability of bytes, which it would refuse again and again", async () => {
    server.models = { data: [{ id: "tiny", owned_by: "llamacpp" }] };
    server.answer = (_, response) => {
      const tokens = [
        { id: 2, piece: "<bos>" },
        { id: 3, piece: "Zoë:" },
        { id: 4, piece: " " },
        ...[240, 157, 148, 152].map((byte) => ({ id: byte, piece: [byte] })),
      ];
      response.end(JSON.stringify({ tokens }));
    };
    const request = { prompt: { prefix: "Zoë", suffix: ":" }, continuation: " 𝔘" };
    const scoring = (await open()).score([request], {});
    await expect(scoring).rejects.toMatchObject({ failure: { code: "server-reply-invalid" } });
    expect(server.seen.map(({ path }) => path)).toEqual(["/tokenize"]);
    const pieces = await (await open()).tokenize("𝔘");
    expect(pieces.at(-1)!.text).toBe("<0x98>");
  });

  it("scores the labels of a small set by echo, their biases added", async () => {
    const odds: Record<string, number> = { high: Math.log(0.6), low: Math.log(0.2) };
    server.answer = (request, response) => {
      if (request.path === "/tokenize") {
        response.end(JSON.stringify({ count: 2, tokens: [5, 6] }));
        return;
      }
      const choices = promptsOf(request).map((text, index) => {
        const label = text.split(" ").at(-1)!;
        const tokens = [text.slice(0, -label.length - 1), ` ${label}`];
        return {
          index,
          text,
          logprobs: { tokens, token_logprobs: [null, odds[label]!] },
          finish_reason: "length",
        };
      });
      response.end(JSON.stringify({ choices }));
    };
    const label = (biases?: readonly number[]) =>
      row("size", {
        constraint: {
          allowed: { kind: "texts", texts: ["high", "low"], ...(biases && { biases }) },
          before: " ",
          after: "",
        },
      });
    const [plain, biased] = await completions([label(), label([-5, 0])]);
    expect(plain).toMatchObject({ text: " high", promptTokens: 2 });
    expect(Math.exp(plain!.tokens[0]!.allowedLogProbability!)).toBeCloseTo(0.75);
    expect(biased!.text).toBe(" low");
  });
});
