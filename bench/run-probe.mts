import { SAMPLE_APPS } from "../src/core/apps/sample-apps.ts";
import { code } from "../src/core/prompts/code.ts";
import { codeJob } from "../src/app/prompt-job.ts";
import { compileApp } from "../src/core/apps/compile-app.ts";
import { DEFAULT_SETTINGS } from "../src/core/options/settings.ts";
import { createSampler } from "../src/core/sampling/sampler.ts";
import { NodeFileSource } from "../src/engine/local/gguf/node-file-source.ts";
import { LocalEngine } from "../src/engine/local/local-engine.ts";
const source = await NodeFileSource.open(process.argv[2]!);
const engine = await LocalEngine.open({ source, hash: process.argv[3] ?? "x", threads: 1, createSampler });
const countTokens = async (t: string) => (await engine.tokenize(t)).length;
for (const a of SAMPLE_APPS) console.log(await countTokens(a.code), a.description);
const set = { headers: null, answerType: "text" as const, examples: SAMPLE_APPS.map((a) => ({ inputs: [a.description], output: a.code })) };
for (const d of ["a counter with a button that subtracts one", "a red box", "a list of three animals", "a progress bar at 75 percent", "a button that says Goodbye when it is clicked", "a table of two planets and their moons"]) {
  const job = await codeJob(set, [d], { ...DEFAULT_SETTINGS, maxTokens: 256 }, { info: engine.model, countTokens });
  const t = performance.now();
  await engine.complete([job.request], { onCompletion: (_: number, c: any) => { const r: any = job.read(c); console.log("###", d, job.examplesUsed, c.finish, c.tokens.length, Math.round(performance.now() - t), "\n" + (r.value ?? JSON.stringify(r)), "\n", "value" in r && !("problem" in compileApp(r.value)) ? "compiles" : "NOT"); } });
}
process.exit(0);
