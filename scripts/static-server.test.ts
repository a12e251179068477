import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onFreePort } from "./free-port.ts";
import type { StaticServer } from "./static-server.ts";
import { startServer } from "./static-server.ts";

let folder: string;
let server: StaticServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "fewshot-site-"));
  await writeFile(join(folder, "index.html"), "<title>Root</title>");
  await writeFile(join(folder, "piece.bin"), Buffer.from(Array.from({ length: 100 }, (_, index) => index)));
  server = await startServer({
    folder,
    mounts: { model: folder },
    port: 0,
    headers: (pathname) => ({ "X-Path": pathname }),
  });
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(new URL(path, server.url), { headers });

describe("the static server", () => {
  it("serves the folder and its mounts, with the headers asked for", async () => {
    const page = await get("");
    expect(page.headers.get("x-path")).toBe("/");
    expect(page.headers.get("content-type")).toMatch(/^text\/html/);
    expect(await page.text()).toBe("<title>Root</title>");
    expect((await (await get("model/piece.bin")).arrayBuffer()).byteLength).toBe(100);
  });

  it("answers a range with that part of the file, also to its open end", async () => {
    const part = await get("model/piece.bin", { Range: "bytes=10-19" });
    expect(part.status).toBe(206);
    expect(part.headers.get("content-range")).toBe("bytes 10-19/100");
    expect([...new Uint8Array(await part.arrayBuffer())]).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
    const rest = await get("piece.bin", { Range: "bytes=98-" });
    expect([...new Uint8Array(await rest.arrayBuffer())]).toEqual([98, 99]);
    expect((await get("piece.bin", { Range: "bytes=100-" })).status).toBe(416);
  });

  it("says 404 for what is not there, and for a path out of the folder", async () => {
    expect((await get("missing.js")).status).toBe(404);
    expect((await get("model/missing.bin")).status).toBe(404);
    expect((await get("..%2f..%2fetc%2fpasswd")).status).toBe(404);
    expect((await get("model/..%2f..%2fetc%2fpasswd")).status).toBe(404);
  });

  it("takes the next port, and says so, where one is taken", async () => {
    const lines: string[] = [];
    const ports: number[] = [];
    const taken = Number(new URL(server.url).port);
    const other = await onFreePort(
      (port) => {
        ports.push(port);
        return startServer({ folder, port: ports.length === 1 ? taken : 0 });
      },
      (line) => lines.push(line),
    );
    expect(ports).toEqual([3000, 3001]);
    expect(lines).toEqual(["Port 3000 is taken by another program; trying 3001."]);
    await other.close();
  });

  it("fails at once for another reason than a taken port", async () => {
    await expect(
      onFreePort(
        () => Promise.reject(new Error("no disk")),
        () => undefined,
      ),
    ).rejects.toThrow("no disk");
  });
});
