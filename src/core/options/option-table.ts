import { HEADER_CHOICES } from "../examples/examples-around.ts";
import { FORMAT_IDS, FORMATS } from "../prompts/formats/formats.ts";

interface OptionText {
  /** As a person writes it: "max tokens". Case, spaces, dashes and underscores do not count. */
  readonly name: string;
  readonly aliases: readonly string[];
  /** One sentence for documentation and the pane. */
  readonly description: string;
}

export interface NumberOption extends OptionText {
  readonly kind: "number" | "integer";
  readonly min: number;
  readonly max: number;
  /** True where min itself is not allowed. */
  readonly aboveMin: boolean;
  readonly default: number;
}

export interface ChoiceOption extends OptionText {
  readonly kind: "choice";
  readonly choices: readonly string[];
  readonly default: string;
}

/** Texts in quotes, several parted by |. */
export interface TextsOption extends OptionText {
  readonly kind: "texts";
  readonly default: readonly string[];
}

export type Option = NumberOption | ChoiceOption | TextsOption;

/** Every option of formulas and workbook, by its key in `Settings`. The pane, the parser and the docs read this table. */
export const OPTIONS = {
  temperature: {
    name: "temperature",
    aliases: ["temp"],
    description:
      "How freely words are drawn: 0 always takes the likeliest, 1 draws as the model would, above is wilder.",
    kind: "number",
    min: 0,
    max: 2,
    aboveMin: false,
    default: 0,
  },
  topK: {
    name: "top k",
    aliases: [],
    description: "Draws from the k likeliest tokens only; 0 draws from all.",
    kind: "integer",
    min: 0,
    max: 1000,
    aboveMin: false,
    default: 0,
  },
  topP: {
    name: "top p",
    aliases: [],
    description: "Draws from the likeliest tokens that together reach this probability; 1 draws from all.",
    kind: "number",
    min: 0,
    max: 1,
    aboveMin: true,
    default: 1,
  },
  minP: {
    name: "min p",
    aliases: [],
    description: "Leaves out tokens less likely than this share of the likeliest one; 0 leaves out none.",
    kind: "number",
    min: 0,
    max: 1,
    aboveMin: false,
    default: 0,
  },
  repetitionPenalty: {
    name: "repetition penalty",
    aliases: ["repeat penalty"],
    description:
      "Above 1 makes tokens less likely that the prompt or the answer already holds; 1 changes nothing.",
    kind: "number",
    min: 0.5,
    max: 2,
    aboveMin: false,
    default: 1,
  },
  maxTokens: {
    name: "max tokens",
    aliases: ["max length"],
    description: "The longest answer, in tokens; a token is a short word or a part of one.",
    kind: "integer",
    min: 1,
    max: 256,
    aboveMin: false,
    default: 16,
  },
  stop: {
    name: "stop",
    aliases: ["stop at"],
    description:
      'Ends the answer before this text, besides where it ends anyway; in quotes, several as "a"|"b".',
    kind: "texts",
    default: [],
  },
  seed: {
    name: "seed",
    aliases: [],
    description:
      "Another number gives other answers where the temperature is above 0; the same gives the same.",
    kind: "integer",
    min: 0,
    max: 4_294_967_295,
    aboveMin: false,
    default: 0,
  },
  format: {
    name: "format",
    aliases: ["prompt format"],
    description: "How examples are written for the model.",
    kind: "choice",
    choices: FORMAT_IDS,
    default: FORMATS[0].id,
  },
  headers: {
    name: "headers",
    aliases: ["header"],
    description:
      "Whether the first row around =GPT(A7) names the columns: auto looks at it, yes and no decide.",
    kind: "choice",
    choices: HEADER_CHOICES,
    default: HEADER_CHOICES[0],
  },
} as const satisfies Record<string, Option>;

export type OptionKey = keyof typeof OPTIONS;

export const OPTION_KEYS = Object.keys(OPTIONS) as readonly OptionKey[];
