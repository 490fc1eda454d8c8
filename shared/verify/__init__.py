"""The auditor's side: reads a published record with its own code and replays it against the hall's pure rules."""
