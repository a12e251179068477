import type { EngineFailure } from "../../engine/completer.ts";
import type { CellErrorSign, ErrorCode, ErrorParams } from "./error-catalogue.ts";
import { currentLanguage, type Language } from "../language/language.ts";
import type { ErrorTexts } from "./error-catalogue.ts";
import { ERRORS } from "./error-catalogue.ts";
import { GERMAN_ERRORS } from "./german-errors.ts";

/** The catalogue's own texts are English. */
const TRANSLATIONS: Readonly<Record<Language, ErrorTexts | null>> = { en: null, de: GERMAN_ERRORS };

/**
 * An expected failure, as a value: a code and parameters, worded only where it is shown (see `describe`). Core returns
 * it; it is an Error so that the product's promises may also reject with it.
 */
export class CellError extends Error {
  override readonly name = "CellError";
  readonly code: ErrorCode;
  readonly params: readonly unknown[];

  /** Made by `cellError`, which checks that the parameters are those of the code. */
  constructor(code: ErrorCode, params: readonly unknown[]) {
    super(code);
    this.code = code;
    this.params = params;
  }
}

/** Makes the error of this code: `cellError("modelNotReady", { percent: 40 })`. */
export function cellError<Code extends ErrorCode>(code: Code, ...params: ErrorParams<Code>): CellError {
  return new CellError(code, params);
}

/** What the cell shows and the message behind it, in the current language. */
export function describe(error: CellError): { cell: CellErrorSign; text: string } {
  const { cell, text: english } = ERRORS[error.code];
  const translated = TRANSLATIONS[currentLanguage()]?.[error.code];
  const text = (translated ?? english) as (...params: readonly unknown[]) => string;
  return { cell, text: text(...error.params) };
}

/** The engine's failure in the words of the catalogue. */
export function fromEngine(failure: EngineFailure): CellError {
  switch (failure.code) {
    case "prompt-too-long":
      return cellError("promptTooLong", { tokens: failure.tokens, limit: failure.limit });
    case "model-file-invalid":
      return cellError("modelFileInvalid", { detail: failure.detail });
    case "model-unsupported":
      return cellError("modelUnsupported", { detail: failure.detail });
    case "model-missing":
      return cellError("modelMissing", { detail: failure.detail });
    case "model-in-use":
      return cellError("modelInUse");
    case "piece-damaged":
      return cellError("modelDamaged", { piece: failure.piece });
    case "storage-too-small":
      return cellError("storageTooSmall", { neededBytes: failure.neededBytes, freeBytes: failure.freeBytes });
    case "network-failed":
      return cellError("networkFailed", { url: failure.url });
    case "adapter-invalid":
      return cellError("adapterInvalid", { detail: failure.detail });
    case "lesson-text-too-long":
      return cellError("lessonRowTooLong", {
        row: failure.text,
        tokens: failure.tokens,
        limit: failure.limit,
      });
    case "engine-crashed":
      return cellError("engineCrashed", { detail: failure.detail });
    case "server-unreachable":
      return cellError("serverUnreachable", { address: failure.address, detail: failure.detail });
    case "server-refused":
      return cellError("serverRefused", {
        address: failure.address,
        status: failure.status,
        detail: failure.detail,
      });
    case "server-reply-invalid":
      return cellError("serverReplyInvalid", { address: failure.address, detail: failure.detail });
    default:
      failure satisfies never;
      throw new Error(`Unknown engine failure ${JSON.stringify(failure)}`);
  }
}
