import { useAnnounce } from "@fluentui/react-components";
import { useEffect, useRef } from "react";

/** Has screen readers say a text whenever it has become another one; nothing where it is empty. */
export function useSaid(text: string): void {
  const { announce } = useAnnounce();
  const last = useRef(text);
  useEffect(() => {
    if (text === last.current) return;
    last.current = text;
    if (text !== "") announce(text, { polite: true });
  }, [announce, text]);
}
