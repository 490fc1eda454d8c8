"""The hall as a pure function: state + command + facts → events; state + event → state.

No I/O, no clock, no chance in here: time and chance come in as facts (docs/adr/0001).
"""
