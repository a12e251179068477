import HtmlPlugin from "html-webpack-plugin";
import type { Compiler } from "webpack";

/** Puts a page's one script into the page itself and leaves no file of it: what such a page may run is said by its policy. */
export class InlineScriptPlugin {
  readonly #pageName: string;

  /** pageName: "app-preview.html". */
  constructor(pageName: string) {
    this.#pageName = pageName;
  }

  apply(compiler: Compiler): void {
    compiler.hooks.compilation.tap("InlineScriptPlugin", (compilation) => {
      HtmlPlugin.getHooks(compilation).alterAssetTags.tap("InlineScriptPlugin", (page) => {
        if (page.outputName !== this.#pageName) return page;
        for (const tag of page.assetTags.scripts) {
          const name = String(tag.attributes["src"]).split("/").at(-1)!;
          const asset = compilation.getAsset(name);
          if (asset === undefined) throw new Error(`${this.#pageName} has no script ${name}`);
          tag.innerHTML = asset.source.source().toString().replaceAll("</script", "<\\/script");
          tag.attributes = {};
          compilation.deleteAsset(name);
        }
        return page;
      });
    });
  }
}
