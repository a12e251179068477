/** How a byte-level BPE cuts text into words before merging, and what else goes by the same name. */
export interface PreTokenizer {
  /** Each pattern cuts the pieces that the one before left; its matches and what lies between them are pieces. */
  readonly splits: readonly string[];
  /** Unicode normalisation before everything else. */
  readonly normalization: "NFC" | null;
  /** A word that is a token as a whole is taken without merging. */
  readonly ignoreMerges: boolean;
  /** Whether a text starts with the begin token where the file does not say. */
  readonly addsBegin: boolean;
}

/** Unicode White_Space, which the training code's `\s` means; JavaScript's has U+FEFF and lacks U+0085. */
const SPACES = String.raw`\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000`;
const SPACE = `[${SPACES}]`;
const NO_SPACE = `[^${SPACES}]`;

const DIGIT = String.raw`\p{N}`;
const GPT2_WORD =
  String.raw`'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^${SPACES}\p{L}\p{N}]+` +
  `|${SPACE}+(?!${NO_SPACE})|${SPACE}+`;

/** Words of Llama 3 and Qwen 2, which differ in how many digits stand together. */
function modernWord(digits: string): string {
  return (
    String.raw`'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD]|[^\r\n\p{L}\p{N}]?\p{L}+|${digits}` +
    String.raw`| ?[^${SPACES}\p{L}\p{N}]+[\r\n]*|${SPACE}*[\r\n]+` +
    `|${SPACE}+(?!${NO_SPACE})|${SPACE}+`
  );
}

const plain = { normalization: null, ignoreMerges: false, addsBegin: false } as const;
const gpt2: PreTokenizer = { ...plain, splits: [GPT2_WORD] };
const smollm: PreTokenizer = { ...plain, splits: [DIGIT, GPT2_WORD] };
const llama3: PreTokenizer = {
  ...plain,
  splits: [modernWord(String.raw`\p{N}{1,3}`)],
  ignoreMerges: true,
  addsBegin: true,
};
const qwen2: PreTokenizer = { ...plain, splits: [modernWord(DIGIT)], normalization: "NFC" };

/** By `tokenizer.ggml.pre`; patterns as in llama.cpp's `llama-vocab.cpp` and the models' own tokenizer files. */
export const PRE_TOKENIZERS: ReadonlyMap<string, PreTokenizer> = new Map([
  ["gpt-2", gpt2],
  ["smollm", smollm],
  ["llama-bpe", llama3],
  ["llama3", llama3],
  ["llama-v3", llama3],
  ["qwen2", qwen2],
  ["deepseek-r1-qwen", qwen2],
]);
