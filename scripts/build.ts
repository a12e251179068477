import { copyFile, cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { findModel, parseModelLock } from "../src/engine/local/weights/model-lock.ts";
import { originOf } from "./connect-origins.ts";
import { headersFile, nginxFile, vercelFile } from "./host-files.ts";
import { licenceTexts } from "./licence-texts.ts";
import { manifestFor } from "./manifest-for.ts";
import { ensureModel } from "./model.ts";
import { runScript } from "./run-script.ts";
import { runWebpack } from "./run-webpack.ts";
import { shipped } from "./shipped-packages.ts";

const inRepository = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

const MODEL_ID = "gemma-3-270m";
/** The licences ask that these travel with the weights. */
const MODEL_PAPERS = ["README.md", "NOTICE.md", "GEMMA_TERMS.html"];

const USAGE = "Give the address it will have: npm run build -- --address https://example.com/fewshot/";

/** `npm run build -- --address https://host/path/`: a folder for any static host, and the manifest for Excel. */
runScript(import.meta.url, async () => {
  const { values } = parseArgs({
    options: {
      address: { type: "string" },
      connect: { type: "string", multiple: true, default: [] },
      out: { type: "string", default: inRepository("dist") },
    },
  });
  if (values.address === undefined) throw new Error(USAGE);
  const manifest = manifestFor(await readFile(inRepository("manifest.xml"), "utf8"), values.address);
  await ensureModel(MODEL_ID, console.log);
  const connect = values.connect.map(originOf);
  await runWebpack({ mode: "production", outputFolder: values.out, connect, isOffline: true });
  await copyModel(join(values.out, "model"));
  await writeFile(join(values.out, "manifest.xml"), manifest);
  await copyFile(inRepository("LICENSE"), join(values.out, "LICENSE"));
  const packages = shipped(JSON.parse(await readFile(inRepository("package-lock.json"), "utf8")));
  await writeFile(join(values.out, "licences.txt"), await licenceTexts(packages, inRepository(".")));
  await writeHostFiles(values.out, new URL(values.address).pathname, connect);
  console.log(`Put the files of ${values.out} at ${values.address}`);
  console.log("In Excel, add the manifest.xml that lies among them.");
});

/** Files that tell hosts which headers to send; each host reads its own and no other. */
async function writeHostFiles(out: string, pathname: string, connect: readonly string[]): Promise<void> {
  const folder = pathname.endsWith("/") ? pathname : `${pathname}/`;
  await writeFile(join(out, "_headers"), headersFile(folder, connect));
  await writeFile(join(out, "vercel.json"), vercelFile(folder, connect));
  await writeFile(join(out, "nginx.conf"), nginxFile(folder, connect));
}

/** Copies the default model's pieces, its papers, and the lock file; the pane says which other models are not there. */
async function copyModel(target: string): Promise<void> {
  const lock = parseModelLock(JSON.parse(await readFile(inRepository("model/models.lock.json"), "utf8")));
  const model = findModel(lock, MODEL_ID);
  for (const file of [...MODEL_PAPERS, ...model.pieces.map((piece) => piece.file)]) {
    await mkdir(dirname(join(target, file)), { recursive: true });
    await cp(inRepository(`model/${file}`), join(target, file));
  }
  // Byte by byte: the service worker keeps it by its hash.
  await copyFile(inRepository("model/models.lock.json"), join(target, "models.lock.json"));
}
