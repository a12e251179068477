/** Ways to an address that no content policy covers. */
const UNCOVERED = ["RTCPeerConnection", "webkitRTCPeerConnection", "RTCDataChannel", "WebTransport"] as const;

/** Takes out of the frame what its content policy has no word for. Before any code of an app runs. */
export function lockDown(scope: object): void {
  for (const name of UNCOVERED) {
    Object.defineProperty(scope, name, { value: undefined, writable: false, configurable: false });
  }
}
