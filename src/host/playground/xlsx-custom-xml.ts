import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";

/** Custom parts are what the spreadsheet library neither reads nor writes (ECMA-376 part 1, 15.2.4). */
const WORKBOOK_RELATIONS = "xl/_rels/workbook.xml.rels";
const RELATION_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml";

const MAX_ITEM_BYTES = 16_000_000;

/** The xlsx file with these custom XML parts of its workbook. The file must have none. */
export function addCustomXml(file: Uint8Array, xmls: readonly string[]): Uint8Array<ArrayBuffer> {
  const parts = unzipSync(file);
  const relations = parts[WORKBOOK_RELATIONS];
  if (!relations) throw new Error(`The file has no ${WORKBOOK_RELATIONS}`);
  const items = xmls.map((xml, i) => ({ xml, name: `customXml/item${i + 1}.xml`, id: `rIdCustom${i + 1}` }));
  const added = items.map(
    ({ name, id }) => `<Relationship Id="${id}" Type="${RELATION_TYPE}" Target="../${name}"/>`,
  );
  parts[WORKBOOK_RELATIONS] = strToU8(
    strFromU8(relations).replace("</Relationships>", `${added.join("")}</Relationships>`),
  );
  for (const { name, xml } of items)
    parts[name] = strToU8(`<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n${xml}`);
  return zipSync(parts);
}

/** What the parts of an xlsx file unpack to, in bytes, as the archive says; 0 where it cannot be read. */
export function unpackedBytes(file: Uint8Array): number {
  let bytes = 0;
  try {
    unzipSync(file, {
      filter: ({ originalSize }) => {
        bytes += originalSize;
        return false;
      },
    });
  } catch {
    return 0;
  }
  return bytes;
}

/**
 * The custom XML parts of an xlsx file. Empty where the archive cannot be read or a part is larger than any of ours.
 */
export function customXmlParts(file: Uint8Array): readonly string[] {
  try {
    const parts = unzipSync(file, {
      filter: ({ name, originalSize }) =>
        /^customXml\/item\d+\.xml$/.test(name) && originalSize <= MAX_ITEM_BYTES,
    });
    return Object.values(parts).map((bytes) => strFromU8(bytes));
  } catch {
    // The spreadsheet library, which is more lenient with archives, has the last word on the file.
    return [];
  }
}
