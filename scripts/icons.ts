import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { launchBrowser } from "../e2e/browser.ts";
import { runScript } from "./run-script.ts";

/** Edges in pixels that Office asks for: ribbon 16, 32, 80; lists of add-ins 32, 64; store 128. */
const SIZES = [16, 32, 64, 80, 128] as const;

const asset = (name: string): string => fileURLToPath(new URL(`../assets/${name}`, import.meta.url));

/** `npm run icons`: draws assets/icon.svg as PNG files. */
runScript(import.meta.url, async () => {
  const svg = await readFile(asset("icon.svg"), "utf8");
  const browser = await launchBrowser();
  try {
    for (const size of SIZES) {
      const page = await browser.newPage({ viewport: { width: size, height: size } });
      await page.setContent(
        `<style>body { margin: 0 } svg { display: block; width: 100vw; height: 100vh }</style>${svg}`,
      );
      await page.screenshot({ path: asset(`icon-${size}.png`), omitBackground: true });
      await page.close();
    }
  } finally {
    await browser.close();
  }
});
