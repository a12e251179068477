/** What is known of the channels of a vocabulary's rows and of the states they are multiplied with; [hidden] each. */
export interface ChannelStatistics {
  /** Mean of the weights over tokens. */
  readonly means: Float32Array;
  /** Variance of the weights over tokens. */
  readonly variances: Float32Array;
  /** Mean square of the states. */
  readonly meanSquares: Float32Array;
}

/** How a kernel mixes channels: so many with each other, and a coarse look takes the first `coarse` places. */
export interface ChannelMixing {
  readonly rotated: number;
  readonly coarse: number;
}

/**
 * Where each channel goes, [hidden]: those that tell logits apart most to the places of the coarse look. Neighbours go
 * to different parts, so that each part mixes channels from everywhere.
 */
export function channelPlaces(
  { variances, meanSquares }: ChannelStatistics,
  { rotated, coarse }: ChannelMixing,
): Int32Array {
  const share = variances.map((variance, channel) => variance * meanSquares[channel]!);
  const ranked = [...share.keys()].sort((a, b) => share[b]! - share[a]! || a - b);
  const places = new Int32Array(share.length);
  const spread = (channels: readonly number[], from: number) => {
    const parts = channels.length / rotated;
    for (const [i, channel] of channels.toSorted((a, b) => a - b).entries())
      places[channel] = from + (i % parts) * rotated + Math.floor(i / parts);
  };
  spread(ranked.slice(0, coarse), 0);
  spread(ranked.slice(coarse), coarse);
  return places;
}

/** The mean of a state's logits over tokens, which a preview leaves out. state: [hidden] */
export const meanLogit = ({ means }: ChannelStatistics, state: Float32Array): number =>
  means.reduce((sum, mean, channel) => sum + mean * state[channel]!, 0);

/**
 * What a preview loses of a row's log sum. Weights of few levels are the means of what they stand for, and channels
 * that are
 * not seen count as their means: their errors are lost to the spread of the logits, not added to it. Lost with a
 * variance of v, normally distributed, a mean of exponentials is exp(v / 2) times too small.
 * previewError: mean squared error of the weights that are seen
 */
export function lostLogSum(
  { variances }: ChannelStatistics,
  state: Float32Array,
  { isSeen, previewError }: { isSeen: (channel: number) => boolean; previewError: number },
): number {
  const varianceOf = (channel: number) => (isSeen(channel) ? previewError : variances[channel]!);
  return state.reduce((sum, value, channel) => sum + varianceOf(channel) * value ** 2, 0) / 2;
}
