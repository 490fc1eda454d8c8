"""What a serial port raises when its cable is pulled: pyserial lets the terminal's own error through."""

import serial

PORT_LOST: tuple[type[Exception], ...] = (serial.SerialException, OSError)

try:
    import termios
except ImportError:  # no POSIX
    pass
else:
    PORT_LOST = (*PORT_LOST, termios.error)
