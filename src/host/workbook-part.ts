import { strFromU8, strToU8 } from "fflate";
import { base64Of, bytesOfBase64 } from "../core/base64.ts";

/** A custom XML part of a workbook that holds one text of ours, in Excel and in files alike. */
export interface WorkbookPart {
  readonly namespace: string;
  readonly tag: string;
}

/** The kept answers. */
export const ANSWERS_PART: WorkbookPart = { namespace: "urn:fewshot:answers:1", tag: "answers" };
/** What was taught. */
export const LESSONS_PART: WorkbookPart = { namespace: "urn:fewshot:lessons:1", tag: "lessons" };

/** The settings, see `asPartText`. */
export const SETTINGS_PART: WorkbookPart = { namespace: "urn:fewshot:settings:1", tag: "settings" };

/** A text of any characters as parts hold it. */
export const asPartText = (text: string): string => base64Of(strToU8(text));

/** The text again; what is damaged comes back as it stands, for its reader to refuse. */
function fromPartText(partText: string): string {
  try {
    return strFromU8(bytesOfBase64(partText));
  } catch (error) {
    if (error instanceof DOMException) return partText;
    throw error;
  }
}

/** Whether a part is of this kind, be it damaged. */
export const isPartOf = ({ namespace }: WorkbookPart, xml: string): boolean =>
  new RegExp(`["']${namespace}["']`).test(xml);

/** The settings in their part; what is damaged comes back as it stands, for its reader to refuse. */
export function settingsInXml(xml: string): string {
  const text = textInXml(SETTINGS_PART, xml);
  return text === null ? xml : fromPartText(text);
}

/** The part for this text, which is base64, with underscores where it has several. */
export function partXml({ namespace, tag }: WorkbookPart, text: string): string {
  return `<${tag} xmlns="${namespace}">${text}</${tag}>`;
}

/** The text in a part; null where the part is another's or damaged. */
export function textInXml({ namespace, tag }: WorkbookPart, xml: string): string | null {
  // Base64 and underscores between the tags, whatever prefix or line breaks another program put in.
  const part = new RegExp(`<(?:\\w+:)?${tag}\\b[^>]*\\b${namespace}\\b[^>]*>([\\w+/=\\s]*)</`);
  return part.exec(xml)?.[1]?.replace(/\s+/g, "") ?? null;
}
