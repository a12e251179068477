import { marked } from "marked";
import { contentPolicyForMeta } from "../src/entries/page-headers.ts";
import { STYLE_NONCE } from "../src/host/style-nonce.ts";

const STYLE = `:root { color-scheme: light dark; font: 16px/1.5 "Segoe UI", system-ui, sans-serif }
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem }
code { font-family: Consolas, ui-monospace, monospace; overflow-wrap: anywhere }
table { display: block; overflow-x: auto; border-collapse: collapse }
th, td { border: 1px solid #8886; padding: 4px 10px; text-align: left; vertical-align: top }`;

/** The file of the site that holds a page of docs/functions. name: "GPT.ASK.md", or "README.md" for the list of all. */
export const helpFile = (name: string): string =>
  `functions/${name === "README.md" ? "index" : name.replace(/\.md$/, "")}.html`;

/** A page of docs/functions as Excel's help shows it; links that lead away from the site become plain text. */
export function helpPage(markdown: string): string {
  const title = /^# (.*)$/m.exec(markdown)?.[1] ?? "";
  const body = marked
    .parse(markdown, { async: false })
    .replaceAll(/<a href="(?:\.\.|mailto:)[^"]*">(.*?)<\/a>/g, "$1")
    .replaceAll(/href="([^":/]*\.md)"/g, (_, name: string) => `href="${helpFile(name).split("/")[1]}"`);
  const policy = contentPolicyForMeta("/functions/", []);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Fewshot</title>
<style nonce="${STYLE_NONCE}">${STYLE}</style>
</head>
<body><main>${body}</main></body>
</html>
`;
}
