/** What the previews of a vocabulary are made by. */
export interface PreviewBasis {
  /** [hidden]: about the mean row of the whole vocabulary; previews leave it out. */
  readonly center: Float32Array;
  /** [hidden]: all channels, those first that move logits most. */
  readonly channels: Int32Array;
}

/** Channels of the first look are a whole number of these, so that many of them can be mixed by a rotation. */
const UNIT = 128;
/** Share of the channels that the first look takes at most. */
const SHARE = 0.45;

/** How many channels the first look at all tokens takes: all of them where a second look would save nothing. */
export function narrowChannels(hidden: number): number {
  return Math.floor((SHARE * hidden) / UNIT) * UNIT || hidden;
}
