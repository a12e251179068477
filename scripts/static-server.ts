import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import sirv from "sirv";

export interface StaticServerOptions {
  /** What lies at the root. */
  readonly folder: string;
  /** More folders and the path each is served under, as "model". */
  readonly mounts?: Readonly<Record<string, string>>;
  /** 0 takes a free port. */
  readonly port: number;
  /** What is sent with the reply for a path. */
  readonly headers?: (pathname: string) => Readonly<Record<string, string>>;
}

export interface StaticServer {
  /** Address of the root, with a slash at the end. */
  readonly url: string;
  close(): Promise<void>;
}

const noHeaders = (): Readonly<Record<string, string>> => ({});

/**
 * Serves folders to this machine only, with range requests. Throws an Error with code EADDRINUSE when the port is
 * taken.
 */
export async function startServer(options: StaticServerOptions): Promise<StaticServer> {
  const { folder, mounts = {}, port, headers = noHeaders } = options;
  const root = sirv(folder, { dev: true, etag: true });
  const mounted = Object.entries(mounts).map(([path, mount]) => ({
    prefix: `/${path}/`,
    serve: sirv(mount, { dev: true, etag: true }),
  }));
  const server = createServer((request, response) => {
    const notFound = (): void => {
      response.writeHead(404, { "Content-Type": "text/plain" }).end("There is no such file.\n");
    };
    const url = request.url ?? "/";
    const pathname = url.replace(/[?#].*$/, "");
    for (const [name, value] of Object.entries(headers(pathname))) response.setHeader(name, value);
    const mount = mounted.find(({ prefix }) => url.startsWith(prefix));
    if (mount === undefined) {
      root(request, response, notFound);
      return;
    }
    request.url = url.slice(mount.prefix.length - 1);
    mount.serve(request, response, notFound);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(port, "localhost", resolve);
  });
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
