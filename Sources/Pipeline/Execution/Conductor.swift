/// All that decides what runs next happens on this one actor, in the order in which it was begun; everything that takes time
/// leaves it. So `max_workers: 1` is strictly in file order, and no state needs a lock.
@globalActor
package actor Conductor {
    package static let shared = Conductor()
}
