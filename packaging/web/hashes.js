// The hashes of the lot for a phone's browser: bytes in, bytes out. A browser has no WebCrypto over plain HTTP.
import { hmac as hmacOf } from "@noble/hashes/hmac.js";
import { sha256 as sha2 } from "@noble/hashes/sha2.js";
import sm3Of from "sm-crypto/src/sm3/index.js";

const bytes = hex => Uint8Array.from(hex.match(/../g), pair => parseInt(pair, 16));

export const sha256 = { hash: data => sha2(data), hmac: (key, data) => hmacOf(sha2, key, data) };
export const sm3 = { hash: data => bytes(sm3Of(data)), hmac: (key, data) => bytes(sm3Of(data, { key })) };
