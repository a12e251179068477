/** A text as the model finds it, token by token. */
export interface ScoredText {
  /** Natural-log probability of each token given all before it; at least one. */
  readonly logProbabilities: readonly number[];
  /** In UTF-16 code units. */
  readonly characters: number;
}

export interface Measure {
  /** As typed in a formula. */
  readonly name: string;
  readonly description: string;
  of(text: ScoredText): number;
}

const total = ({ logProbabilities }: ScoredText): number =>
  logProbabilities.reduce((sum, value) => sum + value, 0);

/** What can be said of how likely a text is; the first one where nothing is said. */
export const MEASURES: readonly Measure[] = [
  {
    name: "log-likelihood",
    description: "the sum over its tokens, in nats: nearer to 0 is likelier",
    of: total,
  },
  {
    name: "perplexity",
    description: "among how many tokens the model was as good as choosing, on average: 1 is certain",
    of: (text) => Math.exp(-total(text) / text.logProbabilities.length),
  },
  {
    name: "probability",
    description: "of exactly this text, between 0 and 1",
    of: (text) => Math.exp(total(text)),
  },
  {
    name: "bits per character",
    description: "comparable between texts of any length: less is likelier",
    of: (text) => -total(text) / Math.LN2 / Math.max(1, text.characters),
  },
];

/** The measure of that name, however its case and spaces are; null where there is none. */
export function measureOf(name: string): Measure | null {
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z]/g, "");
  return MEASURES.find((measure) => plain(measure.name) === plain(name)) ?? null;
}
