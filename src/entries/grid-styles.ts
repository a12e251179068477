import { STYLE_NONCE } from "../host/style-nonce.ts";

// Before the grid library is loaded: it makes style elements, some of them as it is read, and has no setting for what
// they carry.
const page: { createElement(name: string, options?: ElementCreationOptions): HTMLElement } = document;
const create = page.createElement.bind(document);
page.createElement = (name, options) => {
  const element = create(name, options);
  if (element instanceof HTMLStyleElement) element.nonce = STYLE_NONCE;
  return element;
};
