import { startDevServer } from "./dev-server.ts";
import { ensureModel } from "./model.ts";
import { runScript } from "./run-script.ts";

/** `npm run dev` */
runScript(import.meta.url, async () => {
  await ensureModel("gemma-3-270m", console.log);
  const port = await startDevServer({});
  console.log(`Fewshot is ready and follows the source: http://localhost:${port}/`);
});
