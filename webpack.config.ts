import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import CopyPlugin from "copy-webpack-plugin";
import { EsbuildPlugin } from "esbuild-loader";
import HtmlPlugin from "html-webpack-plugin";
import CssPlugin from "mini-css-extract-plugin";
import type { Configuration } from "webpack";
import webpack from "webpack";
import { helpFile, helpPage } from "./scripts/help-page.ts";
import { IntegrityPlugin } from "./scripts/integrity-plugin.ts";
import { InlineScriptPlugin } from "./scripts/inline-script-plugin.ts";
import { OfflinePlugin } from "./scripts/offline-plugin.ts";
import { PolicyPlugin } from "./scripts/policy-plugin.ts";

const inRepository = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The JavaScript that Chromium 137, Firefox 128 and Safari 18 run. */
const TARGET = "es2023";

const RUNTIME_FOLDER = "node_modules/onnxruntime-web/dist";

interface Page {
  readonly name: string;
  readonly fileName: string;
}

const PAGES: readonly Page[] = [
  { name: "playground", fileName: "index.html" },
  { name: "taskpane", fileName: "taskpane.html" },
];

export interface WebpackOptions {
  readonly mode: "development" | "production";
  /** Folder that the site is written to. */
  readonly outputFolder: string;
  /** Origins besides the site's own that its pages may reach. */
  readonly connect?: readonly string[];
  /** True keeps the site in browsers that have seen it once, for use without a network. */
  readonly isOffline?: boolean;
}

/**
 * The site: index.html (the playground), taskpane.html (the add-in in Excel), app-preview.html, functions.json and the same in German, the Worker, and
 * onnxruntime's files in wasm/. Weights are served beside it, not built. Excel and the service worker are given
 * fixed addresses; every other script carries its hash in a production build.
 */
export function webpackConfig({
  mode,
  outputFolder,
  connect = [],
  isOffline = false,
}: WebpackOptions): Configuration {
  const isProduction = mode === "production";
  const hashed = isProduction ? "[name].[contenthash:10]" : "[name]";
  return {
    mode,
    context: inRepository("."),
    target: "web",
    devtool: isProduction ? false : "source-map",
    entry: {
      ...Object.fromEntries(
        PAGES.map(({ name }) => [name, ["./src/entries/isolate-page.ts", `./src/entries/${name}.tsx`]]),
      ),
      "isolation-worker": "./src/entries/isolation-worker.ts",
      "app-preview": "./src/entries/app-preview.ts",
    },
    output: {
      path: outputFolder,
      clean: true,
      publicPath: "auto",
      filename: ({ chunk }) =>
        chunk.name === "taskpane" || chunk.name === "isolation-worker" ? "[name].js" : `${hashed}.js`,
      chunkFilename: `${hashed}.js`,
      assetModuleFilename: `${hashed}[ext]`,
    },
    resolve: {
      extensions: [".ts", ".tsx", ".js"],
      // onnxruntime's own loader stays a file beside its .wasm: its threads are started from there.
      conditionNames: ["onnxruntime-web-use-extern-wasm", "..."],
    },
    module: {
      rules: [
        { test: /\.tsx?$/, loader: "esbuild-loader", options: { target: TARGET, jsx: "automatic" } },
        {
          // It asks where its script lies only when wasmPaths is not set; webpack would answer with a path of the disk.
          test: /onnxruntime-web[\\/]dist[\\/].*\.mjs$/,
          loader: "esbuild-loader",
          options: { target: TARGET, define: { "import.meta.url": "self.location.href" } },
        },
        { test: /\.css$/, use: [CssPlugin.loader, "css-loader"] },
      ],
    },
    optimization: {
      minimizer: [new EsbuildPlugin({ target: TARGET, css: true, legalComments: "none" })],
    },
    plugins: [
      new CssPlugin({ filename: `${hashed}.css`, chunkFilename: `${hashed}.css` }),
      ...PAGES.map(page),
      new HtmlPlugin({
        template: "src/preview/app-preview.html",
        filename: "app-preview.html",
        chunks: ["app-preview"],
        scriptLoading: "blocking",
        inject: "body",
      }),
      new InlineScriptPlugin("app-preview.html"),
      new PolicyPlugin(connect),
      new webpack.DefinePlugin({ CONNECT: JSON.stringify(connect), IS_OFFLINE: String(isOffline) }),
      new IntegrityPlugin(),
      new OfflinePlugin(isOffline),
      new CopyPlugin({
        patterns: [
          { from: "src/functions/*.json", to: "[name][ext]" },
          {
            from: "docs/functions/*.md",
            to: ({ absoluteFilename }) => helpFile(basename(absoluteFilename ?? "")),
            transform: (content) => helpPage(content.toString()),
          },
          { from: "assets/*.png" },
          {
            from: `${RUNTIME_FOLDER}/ort-wasm-simd-threaded.{wasm,mjs}`,
            to: "wasm/[name][ext]",
            info: { minimized: true },
          },
        ],
      }),
    ],
    cache: {
      type: "filesystem",
      cacheDirectory: inRepository(".cache/webpack"),
      buildDependencies: { config: [fileURLToPath(import.meta.url)] },
    },
    performance: { hints: false },
    stats: "errors-warnings",
    infrastructureLogging: { level: "warn" },
  };
}

function page({ name, fileName }: Page): HtmlPlugin {
  return new HtmlPlugin({
    template: `src/${name}/${name}.html`,
    filename: fileName,
    chunks: [name],
    scriptLoading: "defer",
    favicon: "assets/icon-32.png",
  });
}
