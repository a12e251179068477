import type { Constraint, PatternPiece } from "../completer.ts";

type Allowed = Constraint["allowed"];

/** GBNF's escapes; llama.cpp, grammars/README.md. */
function quoted(text: string): string {
  const escaped = text.replace(/["\\\u0000-\u001f]/g, (character) => {
    if (character === '"' || character === "\\") return `\\${character}`;
    return `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`;
  });
  return `"${escaped}"`;
}

const either = (parts: readonly string[]): string => `(${parts.join(" | ")})`;

/**
 * What an answer may be as a grammar of llama.cpp (GBNF). Behind the answer a stop string may begin: without it the
 * model would have to go on, or to end its text, which it does nowhere in a list of examples.
 */
export function grammarOf({ allowed, before, after }: Constraint, stop: readonly string[]): string {
  const answer =
    allowed.kind === "texts"
      ? either(allowed.texts.map(quoted))
      : either(allowed.alternatives.map((pieces) => pieces.map(grammarPiece).join(" ")));
  const end = stop.length === 0 ? "" : ` (${either(stop.map(quoted))} .*)?`;
  return `root ::= ${quoted(before)} ${answer} ${quoted(after)}${end}`;
}

const grammarPiece = ({ oneOf, min, max }: PatternPiece): string =>
  `${either(oneOf.map(quoted))}{${min},${max}}`;

/** A grammar of llama.cpp that allows these very tokens and no others. Known to llama-server from December 2025 on. */
export const tokenGrammar = (ids: readonly number[]): string =>
  `root ::= ${ids.map((id) => `<[${id}]>`).join(" ")}`;

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&").replaceAll("\n", "\\n");
const group = (parts: readonly string[]): string => `(${parts.map(escaped).join("|")})`;

/** The same as a regular expression, as vLLM's backends read it. */
function patternOf(alternatives: Extract<Allowed, { kind: "pattern" }>["alternatives"]): string {
  const written = alternatives.map((pieces) =>
    pieces.map(({ oneOf, min, max }) => `${group(oneOf)}{${min},${max}}`).join(""),
  );
  return `(${written.join("|")})`;
}

/**
 * What an answer may be, as vLLM takes it: `guided_choice` and `guided_regex`, and the name that took their place
 * in 0.12 ("structured_outputs"). A version reads the one it knows.
 */
export function guidedFields({ allowed, before, after }: Constraint, stop: readonly string[]): object {
  if (allowed.kind === "texts") {
    const choice = allowed.texts.map((text) => before + text + after);
    return { guided_choice: choice, structured_outputs: { choice } };
  }
  const end = stop.length === 0 ? "" : `${group(stop)}?`;
  const regex = `${escaped(before)}${patternOf(allowed.alternatives)}${escaped(after)}${end}`;
  return { guided_regex: regex, structured_outputs: { regex } };
}
