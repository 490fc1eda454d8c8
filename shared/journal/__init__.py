"""The journal, the only truth: records chained by hash, durable before they are announced, written by the hub alone."""
