import HtmlPlugin from "html-webpack-plugin";
import type { Compiler } from "webpack";
import { contentPolicyForMeta } from "../src/entries/page-headers.ts";
import { STYLE_NONCE } from "../src/host/style-nonce.ts";

/**
 * Puts the content security policy first into the head of every page, for hosts that cannot send it, and lets it know the
 * styles that stand there.
 */
export class PolicyPlugin {
  readonly #connect: readonly string[];

  constructor(connect: readonly string[]) {
    this.#connect = connect;
  }

  apply(compiler: Compiler): void {
    compiler.hooks.compilation.tap("PolicyPlugin", (compilation) => {
      HtmlPlugin.getHooks(compilation).beforeEmit.tap("PolicyPlugin", (page) => {
        const policy = contentPolicyForMeta(`/${page.outputName}`, this.#connect);
        const meta = `<meta http-equiv="Content-Security-Policy" content="${policy}">`;
        const html = page.html
          .replace("<head>", `<head>${meta}`)
          .replaceAll("<style>", `<style nonce="${STYLE_NONCE}">`);
        return { ...page, html };
      });
    });
  }
}
