import type { NetworkState } from "../state.ts";
import { TrafficMeter } from "./traffic-meter.ts";

const entry = (bytes: number, startedAt: number, origin = "https://one.example") => ({
  bytes,
  startedAt,
  origin,
});

describe("the network meter", () => {
  let network: NetworkState | null;
  let meter: TrafficMeter;
  beforeEach(() => {
    network = null;
    meter = new TrafficMeter((changed) => {
      network = changed;
    });
  });

  it("says nothing before the model is loaded", () => {
    meter.add([entry(253e6, 10)]);
    expect(network).toBeNull();
  });

  it("starts at zero, and leaves out what started before and was told later", () => {
    meter.start(100);
    meter.add([entry(42e6, 99)]);
    expect(network).toEqual({ requests: 0, bytes: 0, origins: [] });
  });

  it("adds up requests and bytes, and names each origin once", () => {
    meter.start(100);
    meter.add([entry(5, 100), entry(7, 120)]);
    meter.add([entry(0, 130, "https://two.example"), entry(1, 99)]);
    expect(network).toEqual({
      requests: 3,
      bytes: 12,
      origins: ["https://one.example", "https://two.example"],
    });
  });

  it("starts anew with another model", () => {
    meter.start(100);
    meter.add([entry(5, 100)]);
    meter.start(200);
    expect(network).toEqual({ requests: 0, bytes: 0, origins: [] });
  });
});
