import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** A server that speaks the OpenAI completions protocol, as a person names it. */
export interface ServerChoice {
  /** "https://llm.example.com", with or without "/v1" behind it. */
  readonly address: string;
  /** As the server calls it; empty for the first one it offers. */
  readonly model: string;
  /** Empty where the server asks for none. Never leaves this browser but to the server. */
  readonly key: string;
}

/** The address without "/v1" and what stands behind it; null where it is none of http or https. */
export function serverRoot(address: string): string | null {
  const text = address.trim();
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (!/^https?:$/.test(url.protocol)) return null;
  const path = url.pathname.replace(/\/(v1(\/.*)?)?$/, "");
  return `${url.origin}${path}`;
}

/** Stands for the file's hash where a server answers: the same model has the same one, wherever it is served. */
export function serverModelHash(model: string): string {
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify(["server model", model]))));
}

/**
 * The name under which a server's model is shown and kept with answers; no address, which a workbook would carry on.
 */
export const serverModelName = (model: string): string => `${model} (server)`;
