import { strFromU8 } from "fflate";

/** Bytes as base64, without line breaks. */
export const base64Of = (bytes: Uint8Array): string => btoa(strFromU8(bytes, true));

/** Throws a DOMException where the text is no base64. */
export const bytesOfBase64 = (base64: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
