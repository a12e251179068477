import fc from "fast-check";
import { base64Of, bytesOfBase64 } from "./base64.ts";

describe("base64", () => {
  it("holds any bytes, as every other writer of it does", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const text = base64Of(bytes);
        expect(text).toBe(Buffer.from(bytes).toString("base64"));
        expect([...bytesOfBase64(text)]).toEqual([...bytes]);
      }),
    );
  });

  it("holds many bytes too", () => {
    const bytes = Uint8Array.from({ length: 300_000 }, (_, place) => place % 251);
    expect(bytesOfBase64(base64Of(bytes))).toEqual(bytes);
  });

  it("that is none is refused", () => {
    expect(() => bytesOfBase64("%")).toThrow(DOMException);
  });
});
