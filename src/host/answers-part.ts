/** Names the custom XML part of a workbook that holds the kept answers, in Excel and in files alike. */
export const ANSWERS_NAMESPACE = "urn:fewshot:answers:1";

/** Base64 between the tags, whatever prefix or line breaks another program put in. */
const PART = /<(?:\w+:)?answers\b[^>]*\burn:fewshot:answers:1\b[^>]*>([\w+/=\s]*)<\//;

/** The part for this text, which is base64. */
export function answersXml(text: string): string {
  return `<answers xmlns="${ANSWERS_NAMESPACE}">${text}</answers>`;
}

/** The text in a part; null where the part is another's or damaged. */
export function answersInXml(xml: string): string | null {
  return PART.exec(xml)?.[1]?.replace(/\s+/g, "") ?? null;
}
