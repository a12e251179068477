import { createDOMRenderer, RendererProvider } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { STYLE_NONCE } from "../host/style-nonce.ts";

/** Fluent UI's style elements, for all below, are some that the content policy lets through. */
export function OwnStyles({ children }: { readonly children: ReactNode }) {
  return <RendererProvider renderer={renderer}>{children}</RendererProvider>;
}

const renderer = createDOMRenderer(document, { styleElementAttributes: { nonce: STYLE_NONCE } });
