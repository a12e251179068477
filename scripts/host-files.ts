import { pageHeaders } from "../src/entries/page-headers.ts";

/** Paths of a site that differ in their headers, as hosts match them; the first that fits counts. */
const PANE = "/taskpane.html";
const PREVIEW = "/app-preview.html";

/** How long browsers may keep a file: those with their hash in the name for ever, all others only after asking. */
const CACHED = "public, max-age=31536000, immutable";
const ASKED = "no-cache";

const lines = (
  headers: Readonly<Record<string, string>>,
  format: (name: string, value: string) => string,
): string =>
  Object.entries(headers)
    .map(([name, value]) => format(name, value))
    .join("\n");

/** `_headers`, as Netlify and Cloudflare Pages read it. folder: where the site lies on its host, "/fewshot/". */
export function headersFile(folder: string, connect: readonly string[]): string {
  const block = (path: string, headers: Readonly<Record<string, string>>) =>
    `${path}\n${lines(headers, (name, value) => `  ${name}: ${value}`)}\n`;
  const pane = pageHeaders(PANE, connect);
  const others = pageHeaders("/", connect);
  const rest = [folder, `${folder}index.html`, `${folder}*.js`, `${folder}wasm/*`];
  return [
    block(`${folder}taskpane.html`, { ...pane, "Cache-Control": ASKED }),
    block(`${folder}app-preview.html`, { ...pageHeaders(PREVIEW, connect), "Cache-Control": ASKED }),
    ...rest.map((path) => block(path, { ...others, "Cache-Control": ASKED })),
  ].join("\n");
}

/** `vercel.json`. */
export function vercelFile(folder: string, connect: readonly string[]): string {
  const entry = (source: string, headers: Readonly<Record<string, string>>) => ({
    source,
    headers: Object.entries(headers).map(([key, value]) => ({ key, value })),
  });
  return `${JSON.stringify(
    {
      headers: [
        entry(`${folder}((?!taskpane\\.html|app-preview\\.html).*)`, pageHeaders("/", connect)),
        entry(`${folder}taskpane.html`, pageHeaders(PANE, connect)),
        entry(`${folder}app-preview.html`, pageHeaders(PREVIEW, connect)),
        entry(`${folder}(.*)\\.([0-9a-f]{10})\\.(js|css)`, { "Cache-Control": CACHED }),
      ],
    },
    null,
    2,
  )}\n`;
}

/** Lines for a server block of nginx. */
export function nginxFile(folder: string, connect: readonly string[]): string {
  const block = (location: string, headers: Readonly<Record<string, string>>) =>
    `location ${location} {\n${lines(headers, (name, value) => `    add_header ${name} "${value}" always;`)}\n}\n`;
  return [
    "# Include this in the server block that serves the folder. .wasm needs the type application/wasm, .mjs text/javascript.",
    block(`= ${folder}taskpane.html`, { ...pageHeaders(PANE, connect), "Cache-Control": ASKED }),
    block(`= ${folder}app-preview.html`, { ...pageHeaders(PREVIEW, connect), "Cache-Control": ASKED }),
    block(`~ ^${folder}.*\\.[0-9a-f]{10}\\.(js|css)$`, {
      ...pageHeaders("/", connect),
      "Cache-Control": CACHED,
    }),
    block(folder, { ...pageHeaders("/", connect), "Cache-Control": ASKED }),
  ].join("\n");
}
