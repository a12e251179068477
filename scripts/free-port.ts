import type { StaticServer } from "./static-server.ts";

export const FIRST_PORT = 3000;
const PORTS_TRIED = 20;

/** Starts a server on the first free port from 3000 on. Says so when that is another than the first. */
export async function onFreePort(
  start: (port: number) => Promise<StaticServer>,
  log: (line: string) => void,
): Promise<StaticServer> {
  for (let port = FIRST_PORT; port < FIRST_PORT + PORTS_TRIED; port++) {
    try {
      return await start(port);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
      log(`Port ${port} is taken by another program; trying ${port + 1}.`);
    }
  }
  throw new Error(
    `The ports ${FIRST_PORT} to ${FIRST_PORT + PORTS_TRIED - 1} are all taken. Close a program that serves there.`,
  );
}
