import { contentPolicy, contentPolicyForMeta, pageHeaders } from "./page-headers.ts";

const scripts = (policy: string) => /script-src ([^;]*)/.exec(policy)?.[1]?.split(" ") ?? [];

describe("the content security policy", () => {
  it.each(["/", "/index.html", "/taskpane.html", "/engine.0123456789.js"])(
    "of %s runs no script from text and none from elsewhere but Office's own",
    (pathname) => {
      const sources = scripts(contentPolicy(pathname, []));
      expect(sources).not.toContain("'unsafe-inline'");
      expect(sources).not.toContain("'unsafe-eval'");
      const elsewhere = sources.filter((source) => !source.startsWith("'"));
      expect(elsewhere.every(() => pathname === "/taskpane.html")).toBe(true);
    },
  );

  it.each(["/", "/index.html", "/taskpane.html", "/functions/GPT.html"])(
    "of %s lets no style be written into markup",
    (pathname) => expect(contentPolicy(pathname, [])).not.toMatch(/style-src[^;]*unsafe/),
  );

  it("reaches the site's own origin only, unless an origin is named", () => {
    expect(contentPolicy("/", [])).toContain("connect-src 'self';");
    expect(contentPolicy("/", ["https://llm.example"])).toContain("connect-src 'self' https://llm.example;");
  });

  it("lets Office frame the pane and no one else's page the playground", () => {
    expect(contentPolicy("/", [])).toMatch(/frame-ancestors 'self'$/);
    expect(contentPolicy("/fewshot/taskpane.html", [])).toMatch(
      /frame-ancestors 'self' https:\/\/\*\.office/,
    );
  });

  it("lets the preview run what stands in its page and reach nothing, not even the site", () => {
    const policy = contentPolicy("/fewshot/app-preview.html", ["https://llm.example"]);
    expect(policy).toMatch(/^default-src 'none'; script-src 'unsafe-inline'; /);
    expect(policy).not.toMatch(/connect-src|llm\.example|eval|-src [^;]*'self'/);
    expect(policy).toMatch(/sandbox allow-scripts$/);
    expect(contentPolicyForMeta("/app-preview.html", [])).toMatch(/form-action 'none'$/);
  });

  it("lets pages have frames of the site only, so that what runs in one cannot go elsewhere", () => {
    expect(contentPolicy("/", ["https://llm.example"])).toContain("frame-src 'self';");
  });

  it("in a meta element names no framers, which browsers would refuse there", () => {
    expect(contentPolicyForMeta("/", [])).not.toContain("frame-ancestors");
    expect(contentPolicyForMeta("/", [])).not.toContain('"');
  });

  it("comes with the headers for threads", () => {
    expect(pageHeaders("/taskpane.html", [])).toHaveProperty("Document-Isolation-Policy");
  });
});
