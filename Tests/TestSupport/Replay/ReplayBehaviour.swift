/// How a vendor's server behaves towards the request that creates, or towards its result.
package enum ReplayBehaviour: String, CaseIterable, Sendable {
    case good, filtered
    case unauthorized, forbidden, unknownModel, invalid
    // Each of these refuses once and is good from then on.
    case tooManySeconds, tooManyDate, tooManyMilliseconds, tooManyVendor, tooManyBare, tooManyConcurrent
    case quota, serverError, badGatewayOnce, unavailableOnce
    case cutBeforeFirstByte, cutInHeaders, cutInBody
    case slowFirstByte, slowBody, oversized
    case wrongContentType, notJSON, missingFields, wrongTypes, otherSize, otherSeed, truncatedMedia
    case neverFinishes, failedJob
    case resultRedirects, resultLeavesHost, resultGone
}

/// What a vendor refuses with; each vendor gives it its own shape.
enum ReplayProblem {
    case unauthorized, forbidden, unknownModel, noRoute, filtered, quota, concurrent
    case invalid(String)
    case tooMany(ownHint: Bool)
    case server(Int)

    var text: String {
        switch self {
        case .unauthorized: "Incorrect API key provided"
        case .forbidden: "You have no access to this resource"
        case .unknownModel: "The model does not exist"
        case .noRoute: "Not Found"
        case .filtered: "The request was rejected by the safety system"
        case .quota: "You exceeded your current quota, please check your plan and billing details"
        case .concurrent: "Too many concurrent requests"
        case .invalid(let message): message
        case .tooMany: "Rate limit reached"
        case .server(let status): "The server had an error (\(status))"
        }
    }
}
