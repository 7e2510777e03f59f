import Media

/// What a step does. The raw values are the published schema and never change.
package enum StepType: String, Codable, Sendable, CaseIterable {
    case textToImage = "text_to_image"
    case imageToImage = "image_to_image"
    case upscaleImage = "upscale_image"
    case splitImage = "split_image"
    case imageUnderstanding = "image_understanding"
    case promptGeneration = "prompt_generation"
    case textToSpeech = "text_to_speech"
    case textToVideo = "text_to_video"
    case imageToVideo = "image_to_video"
    case addAudio = "add_audio"
    case upscaleVideo = "upscale_video"
    case generateSubtitles = "generate_subtitles"
    case concatVideos = "concat_videos"
    case replicateMultitalk = "replicate_multitalk"
    case parallelGroup = "parallel_group"
    case mergeResults = "merge_results"
    case splitInput = "split_input"
    case batchProcess = "batch_process"

    /// The kind a generating step takes; nil for the four steps that arrange others.
    package var input: MediaKind? {
        switch self {
        case .textToImage, .textToVideo, .textToSpeech: .text
        case .imageToImage, .upscaleImage, .splitImage, .imageUnderstanding, .promptGeneration, .imageToVideo, .replicateMultitalk: .image
        case .addAudio, .upscaleVideo, .generateSubtitles, .concatVideos: .video
        case .parallelGroup, .mergeResults, .splitInput, .batchProcess: nil
        }
    }

    /// The kind a generating step gives; nil for the four steps that arrange others.
    package var output: MediaKind? {
        switch self {
        case .textToImage, .imageToImage, .upscaleImage, .splitImage: .image
        case .imageUnderstanding, .promptGeneration: .text
        case .textToSpeech: .audio
        case .textToVideo, .imageToVideo, .addAudio, .upscaleVideo, .generateSubtitles, .concatVideos, .replicateMultitalk: .video
        case .parallelGroup, .mergeResults, .splitInput, .batchProcess: nil
        }
    }

    /// True for the steps that call a model.
    package var generates: Bool { output != nil }
}
