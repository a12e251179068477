import { createRoot } from "react-dom/client";
import { OwnStyles } from "../taskpane/own-styles.tsx";
import type { PlaygroundPageProps } from "./playground-page.tsx";
import { PlaygroundPage } from "./playground-page.tsx";

/** Puts the page in the place of the shell. */
export function renderPage(root: HTMLElement, props: PlaygroundPageProps): void {
  createRoot(root).render(
    <OwnStyles>
      <PlaygroundPage {...props} />
    </OwnStyles>,
  );
}
