import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What a server was sent. */
export interface SeenRequest {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: Readonly<Record<string, unknown>>;
}

export type Answer = (request: SeenRequest, response: ServerResponse) => void;

export interface ScriptedServer {
  readonly address: string;
  /** All requests but those for the list of models, in order. */
  readonly seen: SeenRequest[];
  /** How requests are answered from now on. */
  answer: Answer;
  /** The list of models. */
  models: unknown;
  close(): Promise<void>;
}

/**
 * A server on this machine that answers as the test says, over real HTTP: for faults that no real one shows on demand.
 */
export async function startScriptedServer(answer: Answer = writes(() => " Lima")): Promise<ScriptedServer> {
  const server = createServer((request, response) => void handle(request, response));
  const scripted: ScriptedServer = {
    address: "",
    seen: [],
    answer,
    models: { data: [{ id: "tiny", owned_by: "vllm", max_model_len: 512 }] },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (request.url === "/v1/models") {
      response.end(JSON.stringify(scripted.models));
      return;
    }
    const body = JSON.parse(Buffer.concat(chunks).toString()) as SeenRequest["body"];
    const seen = { path: request.url ?? "", authorization: request.headers.authorization, body };
    scripted.seen.push(seen);
    scripted.answer(seen, response);
  }
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return Object.assign(scripted, { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}

/** The prompts of a completions request. */
export const promptsOf = ({ body }: SeenRequest): string[] => [body["prompt"]].flat() as string[];

/** One event of a stream. */
export const event = (data: unknown): string => `data: ${JSON.stringify(data)}\n\n`;

/** A choice with one token for each character, each with the probability of a half. */
export const choice = (index: number, text: string, finish: string | null) => ({
  index,
  text,
  finish_reason: finish,
  logprobs: {
    tokens: [...text],
    token_logprobs: [...text].map(() => Math.log(0.5)),
    top_logprobs: [...text].map((character) => ({ [character]: Math.log(0.5) })),
  },
});

/** Streams an answer to each prompt, interleaved, as servers do. */
export function writes(answerTo: (prompt: string) => string): Answer {
  return (request, response) => {
    response.setHeader("Content-Type", "text/event-stream");
    const answers = promptsOf(request).map(answerTo);
    for (const [index, text] of answers.entries()) {
      response.write(event({ choices: [choice(index, text.slice(0, 2), null)] }));
    }
    for (const [index, text] of answers.entries()) {
      response.write(event({ choices: [choice(index, text.slice(2), "stop")] }));
    }
    response.end("data: [DONE]\n\n");
  };
}
