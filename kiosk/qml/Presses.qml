pragma Singleton
import QtQml

// Every press of a control, wherever on the page it is: what ticks under the finger listens here.
QtObject {
    signal pressed
}
