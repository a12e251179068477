import { ask as askFormat } from "../../core/prompts/ask.ts";
import type { ListedModel } from "../../engine/model-library.ts";
import { FakeHost } from "../../host/testing/fake-host.ts";
import { createProduct } from "../create-product.ts";
import { DownloadOffers, type DownloadOffersParts } from "./download-offer.ts";
import type { Product } from "../product.ts";
import { HeldLibrary } from "../testing/held-library.ts";
import { ScriptedCompleter } from "../testing/scripted-completer.ts";
import { textAnswers } from "../calls/text-call.ts";

const OFFERED: ListedModel = {
  id: "default",
  name: "Default",
  hash: "d".repeat(64),
  bytes: 250e6,
  storedBytes: 0,
  licence: null,
  accuracy: null,
  origin: "shipped",
  place: "offered",
  address: null,
};
const OTHER: ListedModel = { ...OFFERED, id: "other", name: "Other" };
const OFFER = { name: "Default", bytes: 250e6, isKept: true };

describe("what is offered before a model is opened", () => {
  const pending = (model: Partial<ListedModel>, parts: Partial<DownloadOffersParts> = {}) =>
    new DownloadOffers({
      library: new HeldLibrary([{ ...OFFERED, ...model }, OTHER]),
      agreement: { read: () => null, write: () => {}, defaultModel: "default" },
      chosenModel: () => null,
      isServed: () => false,
      ...parts,
    }).pending();

  it("is the rest of the chosen model's download", async () => {
    expect(await pending({})).toEqual(OFFER);
    expect(await pending({ place: "part", storedBytes: 100e6 })).toEqual({ ...OFFER, bytes: 150e6 });
    expect(await pending({}, { chosenModel: () => "other" })).toEqual({
      ...OFFER,
      name: "Other",
    });
  });

  it("is nothing where the model is here, cannot be had, was agreed to, or a server answers", async () => {
    const agreedTo = (id: string) => ({
      agreement: { read: () => id, write: () => {}, defaultModel: "default" },
    });
    expect(await pending({ place: "stored", storedBytes: 250e6 })).toBeNull();
    expect(await pending({ place: "absent" })).toBeNull();
    expect(await pending({}, agreedTo("default"))).toBeNull();
    expect(await pending({}, agreedTo("other"))).toEqual(OFFER);
    expect(await pending({}, { isServed: () => true })).toBeNull();
    const unread = Object.assign(new HeldLibrary([]), { list: () => Promise.reject(new Error("offline")) });
    expect(await pending({}, { library: unread })).toBeNull();
  });

  it("says where it would come at each visit", async () => {
    const library = Object.assign(new HeldLibrary([OFFERED]), { storage: () => Promise.resolve(null) });
    expect(await pending({}, { library })).toEqual({ ...OFFER, isKept: false });
  });
});

describe("a model that must be downloaded first", () => {
  let product: Product;
  let opened: (string | undefined)[];
  let agreed: string | null;
  let chosen: string | null;

  beforeEach(() => {
    [opened, agreed, chosen] = [[], null, null];
    product = createProduct({
      host: new FakeHost([["Peru", "Lima"]]),
      openCompleter: ({ modelId }) => {
        opened.push(modelId);
        return Promise.resolve(new ScriptedCompleter(() => " yes"));
      },
      models: {
        library: new HeldLibrary([OFFERED, OTHER]),
        choice: { read: () => chosen, write: (id) => void (chosen = id) },
      },
      downloads: { read: () => agreed, write: (id) => void (agreed = id), defaultModel: "default" },
      nowMs: () => Date.now(),
    });
  });
  afterEach(() => product.close());

  const settle = () => new Promise((resolve) => setTimeout(resolve, 20));
  const model = () => product.state.getState().model;
  const ask = (input: string) =>
    product.run({ caller: "Sheet1!C1", signal: new AbortController().signal }, (bench) =>
      textAnswers(askFormat, { text: { values: [[input]], address: null }, options: null }, bench),
    );

  it("is offered, and formulas wait until the person agrees", async () => {
    const answer = ask("Is it here?");
    await settle();
    expect(model()).toEqual({ status: "offered", offer: OFFER });
    expect(opened).toEqual([]);
    product.loadModel();
    expect(await answer).toEqual([["yes"]]);
    expect(agreed).toBe("default");
    expect(model().status).toBe("ready");
  });

  it("lets formulas be stopped that wait for it", async () => {
    const answer = ask("Is it here?");
    await settle();
    product.stop();
    await expect(answer).rejects.toMatchObject({ code: "cancelled" });
    expect(model().status).toBe("offered");
    product.loadModel();
    await settle();
    expect(model().status).toBe("ready");
  });

  it("comes without being offered where the person asks for it themselves", async () => {
    product.loadModel();
    await settle();
    expect(model().status).toBe("ready");
    expect(agreed).toBe("default");
  });

  it("comes without being offered where the person chooses it, and formulas that waited are asked of it", async () => {
    const answer = ask("Is it here?").catch((error: unknown) => error);
    await settle();
    await product.models!.choose("other");
    await settle();
    expect(await answer).toMatchObject({ code: "cancelled" });
    expect(opened).toEqual(["other"]);
    expect(await ask("And now?")).toEqual([["yes"]]);
    expect(agreed).toBe("other");
  });
});
