/**
 * Is the formula nothing but one call of one of these functions, "=GPT(A2:B6, A7)"? Then the cell's value is the
 * call's result. `names` are upper case.
 */
export function isWholeCall(formula: string, names: readonly string[]): boolean {
  const opening = /^=\s*([\w.]+)\s*\(/.exec(formula);
  if (!opening || !names.includes((opening[1] ?? "").toUpperCase())) return false;
  const rest = formula
    .slice(opening[0].length)
    .replace(/"[^"]*"|'[^']*'/g, "")
    .trimEnd();
  let depth = 1;
  for (const [index, character] of [...rest].entries()) {
    if (character === "(") depth += 1;
    else if (character === ")") depth -= 1;
    if (depth === 0) return index === [...rest].length - 1;
  }
  return false;
}

const NOT_PLAIN = /[^\w.$:,!\s]/u;

/**
 * Is the formula one call of one of these functions whose arguments are references, numbers and texts, nothing
 * calculated?
 */
export function isPlainCall(formula: string, names: readonly string[]): boolean {
  if (!isWholeCall(formula, names)) return false;
  const inner = formula.slice(formula.indexOf("(") + 1, formula.lastIndexOf(")"));
  return !NOT_PLAIN.test(inner.replace(/"[^"]*"|'[^']*'/g, ""));
}
