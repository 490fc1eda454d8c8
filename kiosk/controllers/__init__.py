"""What the kiosk's pages show and do; QML only draws it."""
