import open from "open";
import { connectArguments } from "./connect-origins.ts";
import { onFreePort } from "./free-port.ts";
import { ensureModel } from "./model.ts";
import { runScript } from "./run-script.ts";
import { buildSite, serveSite } from "./site.ts";

/**
 * `npm start`: weights, build and server, then the page in the default browser where there is a screen. With
 * `-- --connect ADDRESS` the pages may also reach a server of a bigger model.
 */
runScript(import.meta.url, async () => {
  await ensureModel("gemma-3-270m", console.log);
  const connect = connectArguments(process.argv.slice(2));
  const folder = await buildSite(console.log, connect);
  const server = await onFreePort((port) => serveSite(folder, { port, connect }), console.log);
  console.log(`Fewshot is ready: ${server.url}`);
  console.log("Stop it with Ctrl+C.");
  if (hasScreen()) await open(server.url);
});

function hasScreen(): boolean {
  if (process.env["CI"] !== undefined) return false;
  if (process.platform === "darwin" || process.platform === "win32") return true;
  return process.env["DISPLAY"] !== undefined || process.env["WAYLAND_DISPLAY"] !== undefined;
}
