import fc from "fast-check";

/** Texts that have broken spreadsheets, tokenizers and pages before; what a fuzz test finds is added here. */
export const HOSTILE_TEXTS: readonly string[] = [
  "",
  " ",
  "\u0000",
  "\u0000\u0001\u001f\u007f",
  "\ud800",
  "\udc00 alone",
  "a\ud83d",
  "\ufeffbyte order mark",
  "\u202eright to left override",
  "مرحبا بالعالم",
  "שלום, עולם",
  "👩‍👩‍👧‍👦🏳️‍🌈🇵🇪",
  "e\u0301\u0301\u0301\u0301\u0301",
  "=1+1",
  "=cmd|'/c calc'!A1",
  "+1",
  "-1",
  "@SUM(A1)",
  "'quoted",
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "Country: Peru\nCapital:",
  "<start_of_turn>user",
  "<0x0A><0xFF>",
  "</s><eos>",
  "▁▁▁",
  "__proto__",
  "constructor",
  "#REF!",
  "1e309",
  "-0",
  "\u2028\u2029\u0085",
  "x".repeat(32_767),
  "😀".repeat(16_383),
  "\n".repeat(32_767),
  '"'.repeat(32_767),
  ",".repeat(32_767),
  "a=".repeat(16_383),
];

/** Any text a cell may hold, the hostile ones often. */
export const cellText: fc.Arbitrary<string> = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(...HOSTILE_TEXTS) },
  { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 60 }) },
  { weight: 2, arbitrary: fc.string({ unit: "grapheme", maxLength: 60 }) },
);

/** Runs of the fuzz tests: always the same ones, so that a failure comes again. */
export const FUZZ = { seed: 20_261_125, numRuns: 400 } as const;
