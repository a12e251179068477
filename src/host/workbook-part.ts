/** A custom XML part of a workbook that holds one text of ours, in Excel and in files alike. */
export interface WorkbookPart {
  readonly namespace: string;
  readonly tag: string;
}

/** The kept answers. */
export const ANSWERS_PART: WorkbookPart = { namespace: "urn:fewshot:answers:1", tag: "answers" };
/** What was taught. */
export const LESSONS_PART: WorkbookPart = { namespace: "urn:fewshot:lessons:1", tag: "lessons" };

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
