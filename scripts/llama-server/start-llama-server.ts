import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { ensureLlamaServer } from "./ensure-llama-server.ts";

const SERVE = fileURLToPath(new URL("serve.py", import.meta.url));

export interface LlamaServer {
  /** "http://127.0.0.1:8080". */
  readonly address: string;
  close(): void;
}

/**
 * Starts a real llama-server with a GGUF file. port: 0 takes a free one. Rejects with its last words when it ends at
 * once.
 */
export async function startLlamaServer(modelFile: string, port = 0): Promise<LlamaServer> {
  const server = spawn(ensureLlamaServer(console.log), [SERVE, modelFile, String(port)], {
    stdio: ["pipe", "pipe", "pipe"],
  });
  let words = "";
  server.stderr.on("data", (chunk: Buffer) => (words = (words + chunk.toString()).slice(-2_000)));
  const address = await new Promise<string>((resolve, reject) => {
    createInterface({ input: server.stdout }).once("line", resolve);
    server.once("error", reject);
    server.once("exit", () => reject(new Error(`llama-server ended: ${words}`)));
  });
  return { address, close: () => void server.kill() };
}
