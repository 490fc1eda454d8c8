"""What kiosk, counter and display share: the look, the words, the fonts, the QML controls and how they start."""
