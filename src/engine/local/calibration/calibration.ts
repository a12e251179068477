import type { DecoderRecipe } from "../architectures/architecture.ts";

/** The activations of a layer that are quantised, by what reads them. */
export const SMOOTHED = ["attention", "attention-output", "feed-forward", "feed-forward-down"] as const;
export type Smoothed = (typeof SMOOTHED)[number];

/**
 * Factors for each layer and channel that the weights are multiplied by, and the activations before them divided by,
 * so that rounding to 8 bits costs least where activations are large. Measured once for a model by scripts/calibrate.ts.
 * Source: SmoothQuant, Xiao et al. 2023, https://arxiv.org/abs/2211.10438
 */
export interface Calibration {
  factors(layer: number, smoothed: Smoothed): Float32Array;
}

type Shape = Pick<DecoderRecipe, "layers" | "hidden" | "keyValueHeads" | "headDim" | "feedForward">;

/** Channels of each: query heads share the factors of their key/value head, since those are put into its values. */
export function smoothedChannels(shape: Shape): Readonly<Record<Smoothed, number>> {
  return {
    attention: shape.hidden,
    "attention-output": shape.keyValueHeads * shape.headDim,
    "feed-forward": shape.hidden,
    "feed-forward-down": shape.feedForward,
  };
}

/** Eighths of a factor of two, in a byte around this one. */
const UNIT = 128;
const STEPS = 8;

export const encodeFactor = (factor: number): number =>
  Math.max(0, Math.min(255, Math.round(STEPS * Math.log2(factor)) + UNIT));

/** bytes: layer by layer, in the order of SMOOTHED. Throws a RangeError when their number is not the model's. */
export function readCalibration(bytes: Uint8Array, shape: Shape): Calibration {
  const channels = smoothedChannels(shape);
  const perLayer = SMOOTHED.reduce((sum, smoothed) => sum + channels[smoothed], 0);
  if (bytes.length !== perLayer * shape.layers.length) {
    throw new RangeError(
      `a calibration of ${bytes.length} bytes is not one for ${perLayer * shape.layers.length}`,
    );
  }
  return {
    factors(layer, smoothed) {
      const before = SMOOTHED.slice(0, SMOOTHED.indexOf(smoothed));
      const start = before.reduce((sum, earlier) => sum + channels[earlier], layer * perLayer);
      return Float32Array.from(
        bytes.subarray(start, start + channels[smoothed]),
        (byte) => 2 ** ((byte - UNIT) / STEPS),
      );
    },
  };
}
