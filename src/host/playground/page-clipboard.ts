import { SheetClipboardService } from "@univerjs/preset-sheets-core";
import { allowStyles } from "./allow-styles.ts";

const HTML = "text/html";

/**
 * The grid's clipboard under the page's content policy. It reads the rules of a pasted style element by putting that
 * into the page for a moment, and fails where the policy refuses it.
 */
export class PageClipboard extends SheetClipboardService {
  override paste(item: ClipboardItem, pasteType?: "default-paste"): Promise<boolean> {
    const getType = async (type: string): Promise<Blob> => {
      const blob = await item.getType(type);
      return type === HTML ? new Blob([allowStyles(await blob.text())], { type }) : blob;
    };
    return super.paste({ types: item.types, presentationStyle: item.presentationStyle, getType }, pasteType);
  }

  override legacyPaste(html?: string, text?: string, files?: File[]): Promise<boolean> {
    return super.legacyPaste(html && allowStyles(html), text, files);
  }
}
