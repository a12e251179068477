import { headersFile, nginxFile, vercelFile } from "./host-files.ts";

const CONNECT = ["https://llm.example"];

describe("files for hosts", () => {
  it.each([
    ["_headers", headersFile],
    ["vercel.json", vercelFile],
    ["nginx.conf", nginxFile],
  ])(
    "%s: policy and isolation for pages, and Office as the only framer of pane and preview",
    (_name, make) => {
      const text = make("/fewshot/", CONNECT);
      expect(text).toContain("Document-Isolation-Policy");
      expect(text).toContain("connect-src 'self' https://llm.example;");
      expect(text).toMatch(/\/fewshot\/taskpane/);
      expect(text.match(/frame-ancestors 'self' https:\/\/\*\.officeapps/g)).toHaveLength(2);
      expect(text.match(/sandbox allow-scripts/g)).toHaveLength(1);
    },
  );

  it("_headers names each path once: hosts add up what matches twice", () => {
    const paths = headersFile("/", [])
      .split("\n")
      .filter((line) => line.startsWith("/"));
    expect(new Set(paths).size).toBe(paths.length);
    expect(paths).not.toContain("/*");
  });

  it("vercel.json gives every file one policy", () => {
    const { headers } = JSON.parse(vercelFile("/", [])) as {
      headers: { source: string; headers: { key: string }[] }[];
    };
    const policies = (path: string) =>
      headers.filter(
        ({ source, headers: sent }) =>
          new RegExp(`^${source}$`).test(path) && sent.some(({ key }) => key === "Content-Security-Policy"),
      );
    for (const path of [
      "/taskpane.html",
      "/app-preview.html",
      "/",
      "/index.html",
      "/engine.0123456789.js",
      "/wasm/a.mjs",
    ]) {
      expect(policies(path)).toHaveLength(1);
    }
  });
});
