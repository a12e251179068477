import { followLanguage } from "../taskpane/language/chosen-language.ts";
import { MESSAGES } from "./messages.ts";
import type { PlaygroundParts } from "./open-playground.ts";

/** After the browser has drawn what stands in the page. */
const firstPaint = (): Promise<void> =>
  new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));

/**
 * Opens the playground behind the shell that playground.html draws, and gives `window.univerAPI` to tests and the
 * console. A failure is said in the shell.
 */
export async function startPlayground(
  root: HTMLElement,
  loadParts: () => Promise<PlaygroundParts>,
): Promise<void> {
  followLanguage(navigator.language);
  const line = root.querySelector(".shell-grid span");
  if (line) line.textContent = MESSAGES.loadingGrid;
  await firstPaint();
  try {
    const [{ openPlayground }, parts] = await Promise.all([import("./open-playground.ts"), loadParts()]);
    const univerAPI = await openPlayground(root, parts);
    Object.assign(window, { univerAPI });
  } catch (error) {
    console.error(error);
    const failure = document.createElement("p");
    failure.className = "shell-failure";
    failure.setAttribute("role", "alert");
    failure.textContent = MESSAGES.startFailed(error instanceof Error ? error.message : String(error));
    root.replaceChildren(failure);
  }
}
