import { HEADER_CHOICES } from "../examples/examples-around.ts";
import { TYPE_CHOICES } from "../answers/answer-types.ts";
import { FORMAT_IDS } from "../prompts/formats/formats.ts";

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

/** What a whole number of an argument may be, read as an option is. */
export type IntegerRange = NumberOption & { readonly kind: "integer" };

export function integerRange(name: string, min: number, max: number): IntegerRange {
  return { kind: "integer", name, aliases: [], description: "", min, max, aboveMin: false, default: min };
}

export interface ChoiceOption extends OptionText {
  readonly kind: "choice";
  /** The default need not be among them: it may stand for choosing by itself. */
  readonly choices: readonly string[];
  readonly default: string;
}

/** Texts in quotes, several parted by |. */
export interface TextsOption extends OptionText {
  readonly kind: "texts";
  readonly default: readonly string[];
}

/** Labels parted by commas, in quotes where they hold one. */
export interface LabelsOption extends OptionText {
  readonly kind: "labels";
  readonly default: readonly string[];
}

/** Yes or no. */
export interface SwitchOption extends OptionText {
  readonly kind: "switch";
  readonly default: boolean;
}

/** A name of something that a person made. */
export interface NameOption extends OptionText {
  readonly kind: "name";
  readonly default: string;
}

export type Option = NumberOption | ChoiceOption | TextsOption | LabelsOption | SwitchOption | NameOption;

/** Lets the examples decide. */
export const AUTO = "auto";

/**
 * Every option of formulas and workbook, by its key in `Settings`. The pane, the parser and the docs read this table.
 */
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
    max: 512,
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
    description:
      "How examples are written for the model. Auto takes the way in which the model finds your own answers likeliest.",
    kind: "choice",
    choices: FORMAT_IDS,
    default: AUTO,
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
  type: {
    name: "type",
    aliases: ["answer type"],
    description: "What kind of answer is wanted; nothing else can come out. Auto goes by the examples.",
    kind: "choice",
    choices: TYPE_CHOICES,
    default: TYPE_CHOICES[0]!,
  },
  oneOf: {
    name: "one of",
    aliases: ["labels", "choices"],
    description: "The only answers that are allowed, such as: low, medium, high.",
    kind: "labels",
    default: [],
  },
  unknown: {
    name: "unknown",
    aliases: ["allow unknown"],
    description: 'Also allows the answer "unknown" where the answers are of a type or of a few labels.',
    kind: "switch",
    default: false,
  },
  maxCharacters: {
    name: "max characters",
    aliases: [],
    description: "Cuts longer texts at the end of a word; 0 cuts none.",
    kind: "integer",
    min: 0,
    max: 32_767,
    aboveMin: false,
    default: 0,
  },
  careful: {
    name: "careful",
    aliases: [],
    description:
      "Asks in the three likeliest formats, the examples forwards and backwards, and takes the answer they find likeliest together. Six times the work, and right more often.",
    kind: "switch",
    default: false,
  },
  confidence: {
    name: "confidence",
    aliases: ["min confidence", "at least"],
    description: "Answers less likely to be right than this show #N/A, with the best guess in the message.",
    kind: "number",
    min: 0,
    max: 1,
    aboveMin: false,
    default: 0,
  },
  teach: {
    name: "teach",
    aliases: ["taught", "lesson"],
    description:
      "Answers as a lesson taught in the pane does, by its name; examples in the formula only say how many columns there are.",
    kind: "name",
    default: "",
  },
  unsureBelow: {
    name: "unsure below",
    aliases: ["unsure"],
    description:
      "Answers less likely to be right than this count as unsure: “Next unsure” goes through them.",
    kind: "number",
    min: 0,
    max: 1,
    aboveMin: false,
    default: 0.5,
  },
} as const satisfies Record<string, Option>;

export type OptionKey = keyof typeof OPTIONS;

export const OPTION_KEYS = Object.keys(OPTIONS) as readonly OptionKey[];
