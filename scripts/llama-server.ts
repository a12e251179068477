import { ensureModel } from "./model.ts";
import { runScript } from "./run-script.ts";
import { startLlamaServer } from "./llama-server/start-llama-server.ts";

const PORT = 8080;

/** `npm run llama-server`: the default model on a real llama-server, to try the pane's server setting with. */
runScript(import.meta.url, async () => {
  const { address } = await startLlamaServer(await ensureModel("gemma-3-270m", console.log), PORT);
  console.log(`llama-server is ready at ${address}`);
  console.log(`Serve the pages so that they may reach it: npm start -- --connect ${address}`);
  console.log("Stop it with Ctrl+C.");
});
