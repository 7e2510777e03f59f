import Synchronization

/// A value that is made when it is first asked for, and once, whichever thread asks.
///
/// Others wait while it is made. Making it must not ask for itself.
final class Once<Value: Sendable>: Sendable {
    private let made = Mutex<Value?>(nil)

    func value(_ make: () -> Value) -> Value {
        made.withLock { stored in
            if let stored { return stored }
            let value = make()
            stored = value
            return value
        }
    }
}
