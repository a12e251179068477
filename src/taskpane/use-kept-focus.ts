import { type RefObject, useEffect } from "react";

/** Where the focus stands: the element, and each of its parents with the place of its child, up to the container. */
interface FocusPlace {
  readonly element: HTMLElement;
  readonly steps: readonly { readonly parent: Element; readonly index: number }[];
}

function placeOf(element: HTMLElement, container: Element): FocusPlace {
  const steps = [];
  for (let child: Element = element; child !== container; child = child.parentElement!) {
    if (child.parentElement === null) break;
    steps.push({ parent: child.parentElement, index: [...child.parentElement.children].indexOf(child) });
  }
  return { element, steps };
}

const CAN_TAKE_FOCUS =
  "button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), a[href]";

/**
 * What stands where the element stood: in its row, or where the whole container was drawn anew; null where nothing
 * does.
 */
function successorOf({ element, steps }: FocusPlace): HTMLElement | null {
  const home = steps.findIndex(({ parent }) => parent.isConnected);
  if (home !== 0 && home !== steps.length - 1) return null;
  let at: Element | undefined = steps[home]!.parent;
  for (const { index } of steps.slice(0, home + 1).reverse()) {
    at = at?.children[Math.min(index, at.children.length - 1)];
  }
  return at instanceof HTMLElement && at.tagName === element.tagName && at.matches(CAN_TAKE_FOCUS)
    ? at
    : null;
}

/**
 * Keeps the place of those who work by keyboard: where what had the focus goes away, the focus goes to what stands
 * there now, else to the card around it. onNothing: where no card is left to take it.
 */
export function useKeptFocus(container: RefObject<HTMLElement | null>, onNothing?: () => void): void {
  useEffect(() => {
    const root = container.current;
    if (root === null) return;
    let place: FocusPlace | null = null;
    const take = ({ target }: FocusEvent) => {
      place = target instanceof HTMLElement ? placeOf(target, root) : null;
    };
    const leave = ({ relatedTarget }: FocusEvent) => {
      if (relatedTarget !== null) {
        place = null;
        return;
      }
      const left = place;
      // Some browsers also tell of elements that go away, which is no leaving.
      setTimeout(() => {
        if (place === left && left?.element.isConnected) place = null;
      });
    };
    const restore = () => {
      if (place === null) return;
      if (place.element.isConnected) {
        place = placeOf(place.element, root);
        return;
      }
      const lost = place;
      place = null;
      // Whatever has the focus now took it from nobody: the playground's grid does where it finds it lost.
      const successor = successorOf(lost);
      if (successor !== null) {
        successor.focus();
        return;
      }
      const home = lost.steps.find(({ parent }) => parent.isConnected)?.parent;
      const card = home?.closest<HTMLElement>("[tabindex='-1']") ?? null;
      if (card !== null && root.contains(card)) card.focus({ preventScroll: true });
      else onNothing?.();
    };
    const observer = new MutationObserver(restore);
    observer.observe(root, { childList: true, subtree: true });
    root.addEventListener("focusin", take);
    root.addEventListener("focusout", leave);
    return () => {
      observer.disconnect();
      root.removeEventListener("focusin", take);
      root.removeEventListener("focusout", leave);
    };
  }, [container, onNothing]);
}
