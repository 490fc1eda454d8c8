"""The record of a day as everybody may have it: the journal's lines as they are, and the heads that sign them."""
