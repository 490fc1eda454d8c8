"""What Qt itself draws (fields, lists, scroll bars) in the tokens of the house."""

from shared.ui import theme

STYLE = f"""
QLineEdit {{
    color: {theme.INK}; background: {theme.WHITE}; selection-background-color: {theme.PINE};
    selection-color: {theme.WHITE}; border: 2px solid {theme.EDGE}; border-radius: {theme.RADIUS_COUNTER}px;
    padding: 8px 14px; placeholder-text-color: {theme.MUTED};
}}
QLineEdit:focus {{ border-color: {theme.PINE}; }}
QListWidget {{ background: {theme.WHITE}; outline: none; }}
QScrollBar:vertical {{ background: {theme.WHITE}; width: 12px; }}
QScrollBar::handle:vertical {{ background: {theme.EDGE}; border-radius: 6px; min-height: 40px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: none; }}
"""
