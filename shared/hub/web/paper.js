"use strict";
// What the QR code on the paper says by itself: it is in the page's fragment, which no server is ever sent.
const Paper = (() => {
  const LEAST = 8;

  /** "#token~seal.leaf": the ticket's token, and marks of the day's commitment and of the ticket's record. */
  function read(fragment) {
    const parts = fragment.split("~"), marks = (parts[1] || "").split(".");
    return { token: decodeURIComponent(parts[0]), seal: marks[0] || "", leaf: marks[1] || "" };
  }
  // a mark is the beginning of 32 bytes, in hex or in base32
  function marks(mark, bytes) {
    return mark.length >= LEAST && (bytes.indexOf(mark.toLowerCase()) === 0 || Lots.base32(Lots.fromHex(bytes)).indexOf(mark.toUpperCase()) === 0);
  }
  /** Whether the paper's seal is that of one of these draws; null where the paper does not say. */
  const sealed = (paper, commitments) => (paper.seal ? commitments.some(each => marks(paper.seal, each)) : null);
  /** Whether the record that the paper names is one of these lines; null where it names none. */
  const pinned = (paper, lines) => (paper.leaf ? lines.some(line => marks(paper.leaf, Lots.leaf(line))) : null);
  /** The ticket's id, which its token begins with. */
  const ticket = paper => paper.token.replace(/-[^-]*$/, "");

  return { read, sealed, pinned, ticket };
})();
