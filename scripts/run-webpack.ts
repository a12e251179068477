import webpack from "webpack";
import type { WebpackOptions } from "../webpack.config.ts";
import { webpackConfig } from "../webpack.config.ts";

/** Builds once. Throws an Error with webpack's messages, one below the other, when the source does not build. */
export async function runWebpack(options: WebpackOptions): Promise<void> {
  const compiler = webpack(webpackConfig(options));
  const stats = await new Promise<webpack.Stats>((resolve, reject) => {
    compiler.run((error, result) => {
      if (result) resolve(result);
      else reject(error ?? new Error("webpack gave no result"));
    });
  });
  await new Promise<void>((resolve, reject) => {
    compiler.close((error) => {
      if (error) reject(error);
      else resolve();
    });
  });
  if (stats.hasErrors()) throw new Error(stats.toString({ preset: "errors-only", colors: false }));
}
