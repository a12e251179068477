/** Spaces and line breaks are tokens too; they must be seen. */
export const visible = (text: string): string => text.replaceAll(" ", "·").replaceAll("\n", "⏎");
