import { fileURLToPath } from "node:url";
import webpack from "webpack";
import DevServer from "webpack-dev-server";
import { pageHeaders } from "../src/entries/page-headers.ts";
import { webpackConfig } from "../webpack.config.ts";
import { FIRST_PORT } from "./free-port.ts";

const inRepository = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

export interface HttpsFiles {
  readonly ca: Buffer;
  readonly cert: Buffer;
  readonly key: Buffer;
}

export interface DevServerOptions {
  /** Left out, the first free one from 3000 on. */
  readonly port?: number;
  /** Certificate and key of https://localhost; left out, the server speaks http. */
  readonly https?: HttpsFiles;
}

/** Starts webpack-dev-server: the pages follow the source, with source maps. Gives the port. */
export async function startDevServer({ port, https }: DevServerOptions): Promise<number> {
  process.env["WEBPACK_DEV_SERVER_BASE_PORT"] ??= String(FIRST_PORT);
  const compiler = webpack(webpackConfig({ mode: "development", outputFolder: inRepository(".cache/dev") }));
  const server = new DevServer(
    {
      port: port ?? "auto",
      host: "localhost",
      headers: (request) => pageHeaders(request.path, []),
      static: [{ directory: inRepository("model"), publicPath: "/model" }],
      server: https ? { type: "https", options: { ...https } } : "http",
      client: { overlay: { errors: true, warnings: false, runtimeErrors: false } },
      hot: false,
    },
    compiler,
  );
  await server.start();
  return Number(server.options.port);
}
