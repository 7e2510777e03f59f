/// What shards must have in common to stand in one array: its jobs are all asked for in the same way, and share its places.
struct ArrayKind: Hashable {
    /// Something that so many calls at a time may use.
    struct Bound: Hashable {
        let id: String
        let workers: Int
    }

    let group: Bound
    let resources: Resources
    /// Of the cluster, in place of the model's own bound.
    let licence: String?
    /// Set where the model has a bound of its own.
    let model: Bound?
}
