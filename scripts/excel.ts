import { spawn } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import devCerts from "office-addin-dev-certs";
import type { HttpsFiles } from "./dev-server.ts";
import { startDevServer } from "./dev-server.ts";
import { DEVELOPMENT_ADDRESS } from "./manifest-for.ts";
import { ensureModel } from "./model.ts";
import { runScript } from "./run-script.ts";

const inRepository = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

const MANIFEST = inRepository("manifest.xml");
const CERTIFICATE_FOLDER = inRepository(".cache/certificates");
const CERTIFICATE = {
  ca: `${CERTIFICATE_FOLDER}/ca.crt`,
  cert: `${CERTIFICATE_FOLDER}/localhost.crt`,
  key: `${CERTIFICATE_FOLDER}/localhost.key`,
};

const CERTIFICATE_DAYS = 365;
const DAY_MS = 86_400_000;

const WEB_STEPS = `Excel on the web, in a browser on this machine:
  1. Open ${DEVELOPMENT_ADDRESS}taskpane.html and accept the certificate (or import ${CERTIFICATE.ca} as an authority).
  2. Open a workbook at https://www.office.com/launch/excel
  3. Choose Home > Add-ins > More Add-ins > My Add-ins > Upload My Add-in.
  4. Upload ${MANIFEST}
  5. Choose Home > Show Fewshot, and type =GPT( in a cell.`;

const DESKTOP_STEPS = `If Excel does not open by itself:
  Windows: share the folder that holds ${MANIFEST}, add the share under File > Options > Trust Center > Trust Center
    Settings > Trusted Add-in Catalogs, restart Excel, and choose Home > Add-ins > More Add-ins > Shared Folder.
  Mac: copy ${MANIFEST} to ~/Library/Containers/com.microsoft.Excel/Data/Documents/wef (make the folder where it is
    missing), restart Excel, and choose Home > Add-ins.`;

/** `npm run excel`: serves the add-in over https on this machine and opens it in Excel, or says how to. */
runScript(import.meta.url, async () => {
  await ensureModel("gemma-3-270m", console.log);
  const hasExcel = process.platform === "win32" || process.platform === "darwin";
  const https = hasExcel ? await devCerts.getHttpsServerOptions() : await ownCertificate();
  await startDevServer({ port: Number(new URL(DEVELOPMENT_ADDRESS).port), https });
  console.log(`Serving the add-in at ${DEVELOPMENT_ADDRESS} until Ctrl+C.\n`);
  if (!hasExcel) {
    console.log(`There is no Excel for ${process.platform}.\n\n${WEB_STEPS}`);
    return;
  }
  const exitCode = await sideload();
  if (exitCode !== 0) console.log(`Excel could not be started with the add-in (exit code ${exitCode}).`);
  console.log(`${DESKTOP_STEPS}\n\n${WEB_STEPS}`);
});

/** A certificate that is in no store of the system, so that none is changed without being asked. */
async function ownCertificate(): Promise<HttpsFiles> {
  if (!(await isCurrent(CERTIFICATE.cert))) {
    await mkdir(CERTIFICATE_FOLDER, { recursive: true });
    await devCerts.generateCertificates(CERTIFICATE.ca, CERTIFICATE.cert, CERTIFICATE.key, CERTIFICATE_DAYS);
  }
  const [ca, cert, key] = await Promise.all([
    readFile(CERTIFICATE.ca),
    readFile(CERTIFICATE.cert),
    readFile(CERTIFICATE.key),
  ]);
  return { ca, cert, key };
}

/** Whether the certificate is there and lasts another day. */
async function isCurrent(path: string): Promise<boolean> {
  if (!existsSync(path)) return false;
  const { validTo } = new X509Certificate(await readFile(path));
  return Date.parse(validTo) > Date.now() + DAY_MS;
}

/** Runs Microsoft's sideloading tool, which npm fetches; it cannot be a dependency, since it builds native code. */
function sideload(): Promise<number> {
  const command = ["--yes", "office-addin-debugging", "start", MANIFEST, "desktop", "--app", "excel"];
  const child = spawn("npx", command, { stdio: "inherit", shell: process.platform === "win32" });
  return new Promise((resolve, reject) => {
    child.once("error", reject).once("exit", (code) => resolve(code ?? 1));
  });
}
