import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { XMLParser } from "fast-xml-parser";
import { OfficeAddinManifest } from "office-addin-manifest";
import { productCommands } from "../src/app/edits/commands.ts";
import { METADATA_FILES } from "./functions/excel-metadata.ts";
import { DEVELOPMENT_ADDRESS, manifestFor } from "./manifest-for.ts";

const path = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url));
const text = readFileSync(path("manifest.xml"), "utf8");

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
}

type ParsedNode = Readonly<Record<string, unknown>>;

function toElements(nodes: readonly ParsedNode[]): Element[] {
  return nodes.flatMap((node) => {
    const name = Object.keys(node).find((key) => key !== ":@") ?? "";
    if (name.startsWith("#") || name.startsWith("?")) return [];
    const attributes = (node[":@"] ?? {}) as Readonly<Record<string, string>>;
    return [{ name, attributes, children: toElements(node[name] as readonly ParsedNode[]) }];
  });
}

function parse(xml: string): Element {
  const parser = new XMLParser({ preserveOrder: true, ignoreAttributes: false, attributeNamePrefix: "" });
  const root = toElements(parser.parse(xml) as readonly ParsedNode[])[0];
  if (!root) throw new Error("The manifest has no root element");
  return root;
}

const manifest = parse(text);

const descendants = (element: Element): Element[] =>
  element.children.flatMap((child) => [child, ...descendants(child)]);
const all = [manifest, ...descendants(manifest)];
const named = (name: string): Element[] => all.filter((element) => element.name === name);

function only(name: string): Element {
  const [element, ...others] = named(name);
  if (!element || others.length > 0) throw new Error(`Expected one ${name}`);
  return element;
}

const resources = new Map(
  only("Resources")
    .children.flatMap((group) => group.children)
    .map(({ attributes }) => [attributes["id"] ?? "", attributes["DefaultValue"] ?? ""]),
);
/** Which locales Office shows German in; a bare "de" is not taken by all of its programs. */
const GERMAN_LOCALES = ["de-DE", "de-AT", "de-CH"];
/** Part of formulas, which a workbook keeps: the same in all languages. */
const UNTRANSLATED = ["Functions.Namespace"];

const textsForPeople = [
  ...manifest.children.filter(({ name }) => name === "DisplayName" || name === "Description"),
  ...named("bt:String").filter(({ attributes }) => !UNTRANSLATED.includes(attributes["id"] ?? "")),
];
/** What an element holds by locale. */
const overrides = ({ children }: Element): [string | undefined, string][] =>
  children.map(({ attributes }) => [attributes["Locale"], attributes["Value"] ?? ""]);

const resource = (element: Element | undefined): string =>
  resources.get(element?.attributes["resid"] ?? "") ?? "";

/** Width and height that a PNG file's header states, at bytes 16 and 20 (PNG specification, IHDR). */
function pngSize(file: string): [number, number] {
  const bytes = readFileSync(file);
  expect(bytes.subarray(1, 4).toString("latin1")).toBe("PNG");
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
}

const fileOf = (address: string): string => path(address.slice(DEVELOPMENT_ADDRESS.length));

/** https://learn.microsoft.com/office/dev/add-ins/develop/manifest-element-ordering */
const ORDER: Readonly<Record<string, readonly string[]>> = {
  OfficeApp:
    "Id AlternateId Version ProviderName DefaultLocale DisplayName Description IconUrl HighResolutionIconUrl SupportUrl AppDomains Hosts Requirements DefaultSettings Permissions Dictionary VersionOverrides".split(
      " ",
    ),
  VersionOverrides: [
    "Description",
    "Requirements",
    "Hosts",
    "Resources",
    "WebApplicationInfo",
    "EquivalentAddins",
  ],
  Host: ["Runtimes", "AllFormFactors", "DesktopFormFactor"],
  ExtensionPoint: ["Script", "Page", "Metadata", "Namespace", "OfficeTab", "CustomTab", "OfficeMenu"],
  DesktopFormFactor: ["GetStarted", "FunctionFile", "ExtensionPoint"],
  GetStarted: ["Title", "Description", "LearnMoreUrl"],
  Group: ["Label", "Icon", "Control"],
  Control: ["Label", "Supertip", "Icon", "Action", "Enabled", "Items"],
  Supertip: ["Title", "Description"],
  Action: ["TaskpaneId", "SourceLocation", "Title", "FunctionName"],
  Resources: ["bt:Images", "bt:Urls", "bt:ShortStrings", "bt:LongStrings"],
};

describe("the manifest for Excel", () => {
  it.each(Object.entries(ORDER))("keeps the children of %s in the order that Excel reads", (name, order) => {
    expect(named(name).length).toBeGreaterThan(0);
    for (const element of named(name)) {
      const places = element.children.map((child) => order.indexOf(child.name));
      expect(places).not.toContain(-1);
      expect(places).toEqual(places.toSorted((a, b) => a - b));
    }
  });

  it("resolves every resid, and holds no resource without a use but the prefix's", () => {
    const uses = all.map((element) => element.attributes["resid"]).filter((id) => id !== undefined);
    expect(uses.length).toBeGreaterThan(10);
    for (const id of uses) expect([...resources.keys()]).toContain(id);
    const unused = [...resources.keys()].filter((id) => !uses.includes(id));
    expect(unused).toEqual(["Functions.Namespace"]);
  });

  it("keeps ids and texts within Office's limits", () => {
    const texts = (group: string) =>
      only(group).children.flatMap((element) => [
        element.attributes["DefaultValue"] ?? "",
        ...overrides(element).map(([, value]) => value),
      ]);
    for (const id of resources.keys()) expect(id.length).toBeLessThanOrEqual(32);
    for (const line of texts("bt:ShortStrings")) expect(line.length).toBeLessThanOrEqual(125);
    for (const line of texts("bt:LongStrings")) expect(line.length).toBeLessThanOrEqual(250);
  });

  it("says everything in German, in the same words wherever German is spoken", () => {
    expect(textsForPeople.length).toBeGreaterThan(12);
    for (const element of textsForPeople) {
      const english = element.attributes["DefaultValue"]!;
      const [[, german] = [undefined, ""]] = overrides(element);
      expect(overrides(element)).toEqual(GERMAN_LOCALES.map((locale) => [locale, german]));
      expect(german).not.toBe("");
      if (english !== "Fewshot") expect(german).not.toBe(english);
    }
  });

  // A resource with an override of the other kind is taken for broken, and the add-in does not load.
  it("writes overrides of resources with their own prefix, the others without", () => {
    const parents = (name: string) =>
      all
        .filter(({ children }) => children.some((child) => child.name === name))
        .map((parent) => parent.name);
    expect([...new Set(parents("bt:Override"))]).toEqual(["bt:Url", "bt:String"]);
    expect(parents("Override")).toEqual(["DisplayName", "Description"]);
  });

  it("has its description of the functions in German", () => {
    const [url] = named("bt:Url").filter(({ attributes }) => attributes["id"] === "Functions.Metadata.Url");
    const german = `${DEVELOPMENT_ADDRESS}${METADATA_FILES.de}`;
    expect(overrides(url!)).toEqual(GERMAN_LOCALES.map((locale) => [locale, german]));
    expect(existsSync(path(`src/functions/${METADATA_FILES.de}`))).toBe(true);
  });

  it("runs functions, pane and commands in one shared runtime, and asks for what that needs", () => {
    const runtime = only("Runtime").attributes;
    expect(runtime["lifetime"]).toBe("long");
    const [pane, ...others] = named("Action").filter(
      ({ attributes }) => attributes["xsi:type"] === "ShowTaskpane",
    );
    expect(others).toEqual([]);
    const sources = [only("Page"), pane!].map((element) =>
      element.children.find((c) => c.name === "SourceLocation"),
    );
    const residents = [...sources, only("FunctionFile")].map((element) => element?.attributes["resid"]);
    expect(residents).toEqual(Array(3).fill(runtime["resid"]));
    const sets = named("Set").map(({ attributes }) => `${attributes["Name"]} ${attributes["MinVersion"]}`);
    expect(sets).toEqual(["SharedRuntime 1.1", "CustomFunctionsRuntime 1.1"]);
  });

  it("names every address under the one that builds replace, over https", () => {
    const values = all.flatMap(({ attributes }) => [
      attributes["DefaultValue"] ?? "",
      attributes["Value"] ?? "",
    ]);
    const addresses = values.filter((value) => /^[a-z]+:\/\//i.test(value));
    expect(addresses.length).toBeGreaterThan(8);
    for (const address of addresses) expect(address.startsWith(DEVELOPMENT_ADDRESS)).toBe(true);
    expect(resource(only("Metadata").children[0])).toBe(`${DEVELOPMENT_ADDRESS}${METADATA_FILES.en}`);
  });

  it("names in its buttons exactly the commands that there are, and labels each", () => {
    const noProduct = {} as Parameters<typeof productCommands>[0];
    const commands = Object.keys(productCommands(noProduct, () => Promise.resolve()));
    const names = [...text.matchAll(/<FunctionName>(\w+)<\/FunctionName>/g)].map(([, name]) => name);
    expect([...new Set(names)].toSorted()).toEqual(commands.toSorted());
    const labels = named("Control").map(({ children }) =>
      resource(children.find(({ name }) => name === "Label")),
    );
    const ribbon = ["Show Fewshot", "Fill column", "Redo", "Freeze", "Next unsure"];
    const cellMenu = ["Fill column", "Redo", "Freeze"];
    expect(labels).toEqual([...ribbon, ...cellMenu]);
  });

  it("shows icons that exist and have the size they are shown in", () => {
    const images = named("bt:Image").filter((element) => element.attributes["size"] !== undefined);
    expect(images.map((image) => image.attributes["size"])).toEqual(
      named("Icon").flatMap(() => ["16", "32", "80"]),
    );
    for (const image of images) {
      const size = Number(image.attributes["size"]);
      expect(pngSize(fileOf(resource(image)))).toEqual([size, size]);
    }
    const address = (name: string) => only(name).attributes["DefaultValue"] ?? "";
    expect(pngSize(fileOf(address("IconUrl")))).toEqual([32, 32]);
    expect(pngSize(fileOf(address("HighResolutionIconUrl")))).toEqual([64, 64]);
    expect(existsSync(path("assets/icon-128.png"))).toBe(true);
  });

  it("is read by Microsoft's own reader", async () => {
    const info = await OfficeAddinManifest.readManifestFile(path("manifest.xml"));
    expect(info).toMatchObject({
      displayName: "Fewshot",
      officeAppType: "TaskPaneApp",
      hosts: ["Workbook"],
      permissions: "ReadWriteDocument",
      defaultSettings: { sourceLocation: `${DEVELOPMENT_ADDRESS}taskpane.html` },
    });
    expect(info.id).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
    expect(info.version).toMatch(/^\d+(\.\d+){3}$/);
  });
});

describe("the manifest of a build", () => {
  it("moves every address to the folder it will lie in, with or without the last slash", () => {
    const moved = manifestFor(text, "https://example.com/tools/fewshot");
    expect(moved).toBe(manifestFor(text, "https://example.com/tools/fewshot/"));
    expect(moved).not.toContain("localhost");
    expect(moved).toContain('DefaultValue="https://example.com/tools/fewshot/taskpane.html"');
    expect(moved.split("https://example.com/tools/fewshot/").length).toBe(
      text.split(DEVELOPMENT_ADDRESS).length,
    );
  });

  it.each([
    ["example.com", /is no address/],
    ["http://example.com/", /https:\/\/ only/],
    ["https://example.com/?a=1&b=2", /without \? and #/],
  ])("refuses %s in words", (address, message) => {
    expect(() => manifestFor(text, address)).toThrow(message);
  });
});
