/**
 * Milliseconds since the epoch as they go on from where the clock stood when the page was opened, whatever it is set to
 * since. For spans, and for what is compared with the times that browsers give to requests.
 */
export const steadyNowMs = (): number => performance.timeOrigin + performance.now();
