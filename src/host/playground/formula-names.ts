/**
 * Excel does not write an add-in's function into a file as it is typed: `GPT.ASK(A1)` becomes `_xldudf_GPT_ASK(A1)`,
 * each dot an underscore (seen in files of add-ins with namespaces, `_xldudf_CX_GET`; the prefix also in
 * github.com/OfficeDev/office-js/issues/5611). Some versions put a link before it, `[2]!_xldudf_GPT(` (issue 2568).
 */
const PREFIX = "_xldudf_";

/** Text between double quotes stays as it is; a doubled quote inside it is two neighbouring texts here. */
function mapOutsideText(formula: string, map: (code: string) => string): string {
  return formula
    .split(/("[^"]*")/)
    .map((part) => (part.startsWith('"') ? part : map(part)))
    .join("");
}

const escape = (name: string): string => name.replaceAll(".", "\\.");

/** Longest first, so that GPT does not take the beginning of GPT.ASK. */
const byLength = (names: readonly string[]): readonly string[] =>
  names.toSorted((a, b) => b.length - a.length);

/** A formula as Excel keeps it in a file. `names` are the functions of the add-in, upper case. */
export function toFileFormula(formula: string, names: readonly string[]): string {
  const pattern = new RegExp(`(?<![\\w.!])(${byLength(names).map(escape).join("|")})(?=\\s*\\()`, "gi");
  return mapOutsideText(formula, (code) =>
    code.replace(pattern, (name) => PREFIX + name.toUpperCase().replaceAll(".", "_")),
  );
}

/** A formula as a person types it, from one in a file. */
export function fromFileFormula(formula: string, names: readonly string[]): string {
  const typed = new Map(names.map((name) => [name.replaceAll(".", "_"), name]));
  const pattern = new RegExp(
    `(?:\\[\\d+\\]!)?${PREFIX}(${byLength([...typed.keys()]).join("|")})(?=\\s*\\()`,
    "gi",
  );
  return mapOutsideText(formula, (code) =>
    code.replace(pattern, (whole, name: string) => typed.get(name.toUpperCase()) ?? whole),
  );
}
