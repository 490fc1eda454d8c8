"""What every part of Fairhall shares."""
